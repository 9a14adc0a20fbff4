import * as z from 'zod'
import { Substitution } from '../carts/substitution.ts'
import { Address } from '../delivery/address.ts'
import { StoredText } from '../localized-text.ts'
import { Timestamp, Unit } from '../values.ts'

export const OrderStatus = z.enum([
  'pending_payment',
  'paid',
  'picking',
  'out_for_delivery',
  'delivered',
  'cancelled',
  'expired',
  'refunded',
])

const OrderLineRecord = z.object({
  sku: z.string(),
  name: StoredText,
  unit: Unit,
  quantity: z.int(),
  price: z.int(),
  priceQuantity: z.int(),
  subtotal: z.int(),
  promotionDiscount: z.int(),
  couponDiscount: z.int(),
  total: z.int(),
  substitution: Substitution,
  /** The flash-sale claim that the line bought. */
  claimId: z.string().nullable(),
  orderedQuantity: z.int(),
  /** Null as long as the order is not packed. */
  pickedQuantity: z.int().nullable(),
  /** The SKU that it came in place of. */
  substitutes: z.string().nullable(),
})

export const OrderHistory = z.array(z.object({ status: OrderStatus, at: Timestamp }))
/** Its times as they were when the order was placed. */
export const OrderSlot = z.object({ id: z.string(), startsAt: Timestamp, endsAt: Timestamp })

const OrderPromotion = z.object({
  id: z.string(),
  version: z.int(),
  code: z.string(),
  description: StoredText,
  amount: z.int(),
  /** Orders that were placed before these parts were kept have none. */
  lines: z.array(z.object({ sku: z.string(), amount: z.int() })).default([]),
})

/** What packing may change of an order, as it was when it was placed. */
const AsPlaced = z.object({
  lines: z.array(OrderLineRecord),
  promotions: z.array(OrderPromotion),
  couponDiscount: z.int(),
  subtotal: z.int(),
  discount: z.int(),
  total: z.int(),
})

/** What `order_view` answers. */
export const OrderRecord = z.object({
  id: z.string(),
  number: z.int(),
  cartId: z.string(),
  customerId: z.string().nullable(),
  email: z.string(),
  status: OrderStatus,
  currency: z.string(),
  promotions: z.array(OrderPromotion),
  couponCode: z.string().nullable(),
  couponDiscount: z.int(),
  address: Address.nullable(),
  ageRestricted: z.boolean(),
  subtotal: z.int(),
  discount: z.int(),
  deliveryFee: z.int(),
  total: z.int(),
  refunded: z.int(),
  expiresAt: Timestamp,
  createdAt: Timestamp,
  lines: z.array(OrderLineRecord),
  history: OrderHistory,
  slot: OrderSlot.nullable(),
  packedAt: Timestamp.nullable(),
  asPlaced: AsPlaced.nullable(),
  payment: z.object({
    provider: z.string(),
    id: z.string().nullable(),
    amount: z.int(),
    /** What is reserved, and captured when the goods are weighed; null where the amount is taken at once. */
    authorisation: z.int().nullable(),
    authorised: z.int(),
    captured: z.int(),
    refunded: z.int(),
    failedAt: Timestamp.nullable(),
    cancelledAt: Timestamp.nullable(),
  }),
})
export type OrderRecord = z.output<typeof OrderRecord>
