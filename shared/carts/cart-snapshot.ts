import * as z from 'zod'
import { Address } from '../delivery/address.ts'
import { StoredText } from '../localized-text.ts'
import { StoredFee } from '../promotions/fees.ts'
import { promotionKinds } from '../promotions/promotion-kinds.ts'
import { Timestamp, Unit } from '../values.ts'
import { Substitution } from './substitution.ts'

const CouponRow = z.object({
  id: z.string(),
  version: z.int(),
  code: z.string(),
  type: z.enum(['percent', 'amount', 'free_delivery']),
  value: z.int(),
  description: StoredText,
  minimumSpend: z.int(),
  maximumDiscount: z.int().nullable(),
  startsAt: Timestamp.nullable(),
  endsAt: Timestamp.nullable(),
  usageLimit: z.int().nullable(),
  perCustomerLimit: z.int().nullable(),
  skus: z.array(z.string()).nullable(),
  categoryIds: z.array(z.string()).nullable(),
  redeemed: z.int(),
  active: z.boolean(),
})

const SnapshotLine = z.object({
  sku: z.string(),
  quantity: z.int(),
  substitution: Substitution,
  name: StoredText,
  unit: Unit,
  price: z.int(),
  priceQuantity: z.int(),
  active: z.boolean(),
  ageRestricted: z.boolean(),
  orderLimit: z.int().nullable(),
  available: z.int(),
  categoryIds: z.array(z.string()),
})

const SnapshotClaim = z.object({
  claimId: z.string(),
  sku: z.string(),
  quantity: z.int(),
  name: StoredText,
  unit: Unit,
  /** The price of the sale for `priceQuantity` units. */
  price: z.int(),
  priceQuantity: z.int(),
  ageRestricted: z.boolean(),
  expiresAt: Timestamp,
  /** Whether it is held or has been bought. */
  live: z.boolean(),
  /** False when the product was taken off sale before the claim was bought. */
  active: z.boolean(),
})

/** The result of `cart_view`: a cart with everything that its price depends on, at one point in time. */
export const CartSnapshot = z.object({
  cart: z.object({
    id: z.string(),
    status: z.enum(['open', 'ordered', 'merged']),
    customerId: z.string().nullable(),
    currency: z.string(),
    couponCode: z.string().nullable(),
    address: Address.nullable(),
    /** The shopper has chosen pick-up. */
    pickup: z.boolean(),
    bags: z.int(),
    /** Fees beside the delivery fee. */
    fees: z.array(StoredFee),
    version: z.int(),
    /** The customer's cart that this guest's cart was merged into. */
    mergedInto: z.string().nullable(),
  }),
  lines: z.array(SnapshotLine),
  claims: z.array(SnapshotClaim),
  promotions: z.array(
    z.object({
      id: z.string(),
      version: z.int(),
      code: z.string(),
      kind: z.enum(promotionKinds),
      quantity: z.int(),
      amount: z.int(),
      freeQuantity: z.int(),
      freeChoice: z.enum(['cheapest', 'dearest']),
      percent: z.int(),
      description: StoredText,
      skus: z.array(z.string()),
    }),
  ),
  coupon: CouponRow.nullable(),
  usedByCustomer: z.int(),
  slot: z
    .object({
      id: z.string(),
      startsAt: Timestamp,
      endsAt: Timestamp,
      cutoffAt: Timestamp,
      fee: z.int(),
      open: z.boolean(),
      /** Whether a reservation that is made now is still valid when the slot ends. */
      reservable: z.boolean(),
      remaining: z.int(),
    })
    .nullable(),
  /** The zone of the address; null for pick-up and for an address outside all zones. */
  zone: z
    .object({
      id: z.string(),
      version: z.int(),
      fee: z.int(),
      freeFrom: z.int().nullable(),
      minimumBasket: z.int(),
    })
    .nullable(),
  /** Whether the slot delivers to the address. */
  served: z.boolean(),
  /** Birth date of the calling account; null for a guest, and if the account has none. */
  birthDate: z.string().nullable(),
  orderId: z.string().nullable(),
  now: Timestamp,
})
export type CartSnapshot = z.output<typeof CartSnapshot>
