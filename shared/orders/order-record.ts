import * as z from 'zod'
import { Substitution } from '../carts/substitution.ts'
import { Address } from '../delivery/address.ts'
import { StoredText } from '../localized-text.ts'
import { RefundRecord } from '../payments/refund-requests.ts'
import { Reservation } from '../payments/reservation.ts'
import { StoredFee } from '../promotions/fees.ts'
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
  /** The flash-sale claim that the line buys. */
  claimId: z.string().nullable(),
  orderedQuantity: z.int(),
  /** Null until the order is packed. */
  pickedQuantity: z.int().nullable(),
  /** The ordered SKU that this line replaces. */
  substitutes: z.string().nullable(),
})

export const OrderHistory = z.array(z.object({ status: OrderStatus, at: Timestamp }))
/** The times of the slot when the order was placed. */
export const OrderSlot = z.object({ id: z.string(), startsAt: Timestamp, endsAt: Timestamp })

const OrderPromotion = z.object({
  id: z.string(),
  version: z.int(),
  code: z.string(),
  description: StoredText,
  amount: z.int(),
  /** Older orders do not have these parts. */
  lines: z.array(z.object({ sku: z.string(), amount: z.int() })).default([]),
})

/** The values that packing can change, copied before packing changes them. */
const AsPlaced = z.object({
  lines: z.array(OrderLineRecord),
  promotions: z.array(OrderPromotion),
  couponDiscount: z.int(),
  subtotal: z.int(),
  discount: z.int(),
  total: z.int(),
})

/** All disputes of the payment together. */
const DisputeRecord = z.object({
  status: z.enum(['open', 'won', 'lost']),
  openedAt: Timestamp,
  closedAt: Timestamp.nullable(),
  /** Null when the provider did not report it. */
  amount: z.int().nullable(),
  reason: z.string().nullable(),
  decision: z.object({ at: Timestamp, by: z.string(), reason: z.string() }).nullable(),
})

/** The result of `order_view`. */
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
  /** Fees beside the delivery fee. */
  fees: z.array(StoredFee),
  total: z.int(),
  refunded: z.int(),
  expiresAt: Timestamp,
  createdAt: Timestamp,
  lines: z.array(OrderLineRecord),
  history: OrderHistory,
  slot: OrderSlot.nullable(),
  packedAt: Timestamp.nullable(),
  dispute: DisputeRecord.nullable(),
  refunds: z.array(RefundRecord),
  asPlaced: AsPlaced.nullable(),
  payment: z.object({
    provider: z.string(),
    id: z.string().nullable(),
    amount: z.int(),
    /** The amount to authorise; it is captured after weighing. Null when the amount is captured at once. */
    authorisation: z.int().nullable(),
    /** The provider charges multiples of it. */
    chargeStep: z.int().positive(),
    reservation: Reservation.nullable(),
    /** What the order costs now, as far as the provider can charge it. */
    due: z.int(),
    authorised: z.int(),
    authorisedAt: Timestamp.nullable(),
    captured: z.int(),
    captureFailure: z.string().nullable(),
    /** The part of `due` that will not be captured any more, unless staff do something. */
    missing: z.int(),
    refunded: z.int(),
    processingAt: Timestamp.nullable(),
    failedAt: Timestamp.nullable(),
    cancelledAt: Timestamp.nullable(),
    /** The provider's final refusal to create the payment. */
    refusal: z.string().nullable(),
  }),
})
export type OrderRecord = z.output<typeof OrderRecord>

/** The facts of a payment of which nothing has arrived yet. */
export const unpaidFacts = {
  authorised: 0,
  authorisedAt: null,
  captured: 0,
  captureFailure: null,
  missing: 0,
  refunded: 0,
  processingAt: null,
  failedAt: null,
  cancelledAt: null,
  refusal: null,
} as const
