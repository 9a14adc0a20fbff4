import * as z from 'zod'
import type { CartSnapshot } from '../carts/cart-snapshot.ts'
import { couponAmount, liveClaims, type PricedCart } from '../carts/price-cart.ts'
import { newId } from '../platform/auth/new-id.ts'
import { itemAt } from '../promotions/at.ts'
import { Timestamp } from '../values.ts'
import { authorisationOf } from './authorisation.ts'
import { OrderHistory, type OrderRecord, OrderSlot } from './order-record.ts'

/** How long stock, coupon and slot are held for a payment. */
const PAYMENT_WINDOW_SECONDS = 15 * 60

export interface PreparedPayment {
  provider: string
  /** Null at a provider who gives it later. */
  providerPaymentId: string | null
}

interface Claim {
  scope: string
  customerId: string | null
  idempotencyKey: string
  fingerprint: string
  email: string
  requestId?: string
}

/** What the database alone knows of an order that it has just placed. */
export const Placed = z.object({
  number: z.int(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
  slot: OrderSlot.nullable(),
  history: OrderHistory,
})

/** The request of `place_order`: a cart as it was read and priced, all of whose lines are sold and have a price. */
export function placementOf(snapshot: CartSnapshot, priced: PricedCart, claim: Claim, payment: PreparedPayment) {
  const { cart, slot, zone } = snapshot
  return {
    orderId: newId('ord'),
    requestId: claim.requestId,
    scope: claim.scope,
    key: claim.idempotencyKey,
    fingerprint: claim.fingerprint,
    cartId: cart.id,
    cartVersion: cart.version,
    customerId: claim.customerId,
    email: claim.email,
    currency: cart.currency,
    address: cart.address,
    holdSeconds: PAYMENT_WINDOW_SECONDS,
    lines: linesOf(snapshot, priced),
    promotions: promotionsOf(priced),
    coupon: couponOf(priced.coupon),
    slotId: slot?.id ?? null,
    slotFee: slot?.fee ?? 0,
    zone: zone === null ? null : { id: zone.id, version: zone.version },
    ageRestricted: [...snapshot.lines, ...liveClaims(snapshot)].some((line) => line.ageRestricted),
    subtotal: priced.subtotal,
    discount: priced.discount,
    deliveryFee: priced.deliveryFee,
    total: priced.total,
    paymentId: newId('pay'),
    provider: payment.provider,
    providerPaymentId: payment.providerPaymentId,
    authorisation: authorisationOf(snapshot.lines, priced),
  }
}
export type Placement = ReturnType<typeof placementOf>

/** Ordinary goods, then flash-sale claims. */
function linesOf(
  snapshot: CartSnapshot,
  priced: PricedCart,
): Omit<OrderRecord['lines'][number], 'orderedQuantity' | 'pickedQuantity' | 'substitutes'>[] {
  const ordinary = snapshot.lines.map(({ name, unit, price, priceQuantity, substitution }, index) => {
    return { ...itemAt(priced.lines, index), name, unit, price, priceQuantity, substitution, claimId: null }
  })
  const claimed = liveClaims(snapshot).map(({ name, unit, price, priceQuantity, claimId }, index) => {
    const substitution = { type: 'none' } as const
    return { ...itemAt(priced.fixedLines, index), name, unit, price, priceQuantity, substitution, claimId }
  })
  return [...ordinary, ...claimed]
}

/** What each promotion took off, and of which product. */
export function promotionsOf({ promotions }: Pick<PricedCart, 'promotions'>) {
  return promotions.map(({ id, version, code, description, amount, lines }) => {
    const parts = lines.map(({ sku, amount: off }) => ({ sku, amount: off }))
    return { id, version, code, description, amount, lines: parts }
  })
}

function couponOf(coupon: PricedCart['coupon']) {
  if (!coupon?.ok) return null
  return { id: coupon.id, version: coupon.version, code: coupon.code, discount: couponAmount(coupon) }
}

/** The new order as `order_view` would answer it, without asking again. */
export function recordOf(placement: Placement, placed: z.output<typeof Placed>): OrderRecord {
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
    total: placement.total,
    refunded: 0,
    expiresAt: placed.expiresAt,
    createdAt: placed.createdAt,
    lines: placement.lines.map((line) => {
      return { ...line, orderedQuantity: line.quantity, pickedQuantity: null, substitutes: null }
    }),
    packedAt: null,
    asPlaced: null,
    history: placed.history,
    slot: placed.slot,
    payment: {
      provider: placement.provider,
      id: placement.providerPaymentId,
      amount: placement.total,
      authorisation: placement.authorisation,
      authorised: 0,
      captured: 0,
      refunded: 0,
      failedAt: null,
      cancelledAt: null,
    },
  }
}
