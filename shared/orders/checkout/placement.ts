import * as z from 'zod'
import type { CartSnapshot } from '../../carts/cart-snapshot.ts'
import { cartReservation, couponAmount, liveClaims, type PricedCart } from '../../carts/price-cart.ts'
import { elementAt } from '../../element-at.ts'
import type { PaymentLimits } from '../../payments/opener.ts'
import { newId } from '../../platform/auth/new-id.ts'
import type { StoredFee } from '../../promotions/fees.ts'
import { Timestamp } from '../../values.ts'
import { OrderHistory, type OrderRecord, OrderSlot, unpaidFacts } from '../order-record.ts'

/** How long stock, coupon and slot are held for a payment. */
const PAYMENT_WINDOW_SECONDS = 15 * 60

export interface PreparedPayment {
  provider: string
  /** Null when the provider assigns it later. */
  providerPaymentId: string | null
  limits: PaymentLimits
}

interface PlacementRequest {
  scope: string
  customerId: string | null
  idempotencyKey: string
  fingerprint: string
  email: string
  requestId?: string
}

/** The values of a new order that the database generates. */
export const Placed = z.object({
  number: z.int(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
  slot: OrderSlot.nullable(),
  history: OrderHistory,
})

/** The part of a total that the provider can charge: in dinars, thousandths are waived, because the last digit must be 0. */
export const chargeableAmount = (total: number, step: number): number => total - (total % step)

/** The request of `place_order`, from a cart whose lines are all for sale and priced. */
export function buildPlacement(
  snapshot: CartSnapshot,
  priced: PricedCart,
  request: PlacementRequest,
  payment: PreparedPayment,
) {
  const { cart, slot, zone } = snapshot
  const { step } = payment.limits
  const amount = chargeableAmount(priced.total, step)
  const reservation = amount === 0 ? null : cartReservation(snapshot)
  return {
    orderId: newId('ord'),
    requestId: request.requestId,
    scope: request.scope,
    key: request.idempotencyKey,
    fingerprint: request.fingerprint,
    cartId: cart.id,
    cartVersion: cart.version,
    customerId: request.customerId,
    email: request.email,
    currency: cart.currency,
    address: cart.address,
    holdSeconds: PAYMENT_WINDOW_SECONDS,
    lines: buildLines(snapshot, priced),
    promotions: storedPromotions(priced),
    coupon: storedCoupon(priced.coupon),
    slotId: slot?.id ?? null,
    slotFee: slot?.fee ?? 0,
    zone: zone === null ? null : { id: zone.id, version: zone.version },
    ageRestricted: [...snapshot.lines, ...liveClaims(snapshot)].some((line) => line.ageRestricted),
    subtotal: priced.subtotal,
    discount: priced.discount,
    deliveryFee: priced.deliveryFee,
    fees: otherFees(priced),
    total: priced.total,
    paymentId: newId('pay'),
    provider: payment.provider,
    providerPaymentId: payment.providerPaymentId,
    amount,
    chargeStep: step,
    reservation,
    // The amount to authorise first. Null: it is captured at once.
    authorisation: reservation === 'weighed' ? amount : null,
  }
}
export type Placement = ReturnType<typeof buildPlacement>

/** Lines at the ordinary price, then flash-sale claims. */
function buildLines(
  snapshot: CartSnapshot,
  priced: PricedCart,
): Omit<OrderRecord['lines'][number], 'orderedQuantity' | 'pickedQuantity' | 'substitutes'>[] {
  const ordinary = snapshot.lines.map(({ name, unit, price, priceQuantity, substitution }, index) => {
    return { ...elementAt(priced.lines, index), name, unit, price, priceQuantity, substitution, claimId: null }
  })
  const claimed = liveClaims(snapshot).map(({ name, unit, price, priceQuantity, claimId }, index) => {
    const substitution = { type: 'none' } as const
    return { ...elementAt(priced.fixedLines, index), name, unit, price, priceQuantity, substitution, claimId }
  })
  return [...ordinary, ...claimed]
}

/** The discount of each promotion, in total and per product. */
export function storedPromotions({ promotions }: Pick<PricedCart, 'promotions'>) {
  return promotions.map(({ id, version, code, description, amount, lines }) => {
    const discountedLines = lines.map(({ sku, amount: discount }) => ({ sku, amount: discount }))
    return { id, version, code, description, amount, lines: discountedLines }
  })
}

function otherFees({ fees }: PricedCart): StoredFee[] {
  return fees.flatMap(({ code, amount }) => (code === 'delivery' ? [] : [{ code, amount }]))
}

function storedCoupon(coupon: PricedCart['coupon']) {
  if (!coupon?.ok) return null
  return { id: coupon.id, version: coupon.version, code: coupon.code, discount: couponAmount(coupon) }
}

/** The new order as `order_view` would return it, without another database call. */
export function toOrderRecord(placement: Placement, placed: z.output<typeof Placed>): OrderRecord {
  return {
    id: placement.orderId,
    number: placed.number,
    cartId: placement.cartId,
    customerId: placement.customerId,
    email: placement.email,
    status: placement.total === 0 ? 'paid' : 'pending_payment',
    currency: placement.currency,
    promotions: placement.promotions,
    couponCode: placement.coupon?.code ?? null,
    couponDiscount: placement.coupon?.discount ?? 0,
    address: placement.address,
    ageRestricted: placement.ageRestricted,
    subtotal: placement.subtotal,
    discount: placement.discount,
    deliveryFee: placement.deliveryFee,
    fees: placement.fees,
    total: placement.total,
    refunded: 0,
    expiresAt: placed.expiresAt,
    createdAt: placed.createdAt,
    lines: placement.lines.map((line) => {
      return { ...line, orderedQuantity: line.quantity, pickedQuantity: null, substitutes: null }
    }),
    packedAt: null,
    asPlaced: null,
    dispute: null,
    refunds: [],
    history: placed.history,
    slot: placed.slot,
    payment: {
      provider: placement.provider,
      id: placement.providerPaymentId,
      ...unpaidFacts,
      amount: placement.amount,
      chargeStep: placement.chargeStep,
      reservation: placement.reservation,
      authorisation: placement.authorisation,
      due: placement.amount,
    },
  }
}
