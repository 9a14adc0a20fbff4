import type { CartSnapshot } from '../../carts/cart-snapshot.ts'
import { presentCart } from '../../carts/present-cart.ts'
import { type PricedCart, priceCart } from '../../carts/price-cart.ts'
import { refuseDelivery } from '../../carts/refuse-delivery.ts'
import { findLinesOverLimit, refuseOverLimit } from '../../inventory/order-limits.ts'
import { findShortLines, refuseShortages } from '../../inventory/shortages.ts'
import { type Outcome, type Refusal, refusal, success } from '../../outcome.ts'
import type { PaymentLimits } from '../../payments/opener.ts'
import type { Database } from '../../platform/db/database.ts'
import { sumFees } from '../../promotions/fees.ts'
import { placementRefusals } from '../../refusals.ts'
import type { OrderRecord } from '../order-record.ts'
import { fingerprint } from '../request-fingerprint.ts'
import { checkAge } from './check-age.ts'
import { placeOrderInBatch } from './order-batching.ts'
import { buildPlacement, chargeableAmount, type PreparedPayment, toOrderRecord } from './placement.ts'
import { readCheckout } from './read-checkout.ts'

/** How often a cart is read again when it or a price changes while the order is placed. */
const ATTEMPTS = 3
/** Amounts are stored as 32-bit integers, which is about 21 million dollars. */
const LARGEST_AMOUNT = 2_147_483_647

export const placeOrderRefusals = [
  ...placementRefusals.filter((code) => code !== 'price_changed'),
  'cart_empty',
  'cart_too_large',
  'total_changed',
  'birth_date_required',
  'under_age',
  'address_not_served',
  'basket_below_minimum',
  'coupon_not_applicable',
  'coupon_minimum_spend',
  'payment_below_minimum',
] as const
type PlaceOrderRefusal = (typeof placeOrderRefusals)[number]

export interface PlaceOrderRequest {
  cartId: string
  /** The total that the shopper saw, in minor units. */
  expectedTotal: number
  email: string
  /** The declaration of the buyer. Without it, the birth date of the account counts. */
  birthDate?: string | undefined
  /** Null for a guest. The idempotency key is unique per customer. */
  customerId: string | null
  idempotencyKey: string
  /** The time zone of the shop: an age counts from the day there. */
  timeZone: string
  /** Copied to the order's events. */
  requestId?: string
}

export interface PlacedOrder {
  record: OrderRecord
  /** True for a repeated request whose order exists already. */
  replayed: boolean
}

/**
 * Places an order for a cart: reads the cart, prices it, and writes everything in one call or refuses.
 * Repeated and concurrent requests with the same idempotency key return the same order.
 */
export async function placeOrder(
  database: Database,
  payment: PreparedPayment,
  request: PlaceOrderRequest,
): Promise<Outcome<PlacedOrder, PlaceOrderRefusal>> {
  const { customerId, idempotencyKey: key, cartId, email, birthDate } = request
  const scope = customerId ?? 'guest'
  const customer = email.toLowerCase()
  const requestFingerprint = await fingerprint([
    cartId,
    email,
    request.expectedTotal,
    ...(birthDate === undefined ? [] : [birthDate]),
  ])

  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const view = await readCheckout(database, { scope, key, cartId, customerId, customer })
    if (view.claim !== null) return replay(view.claim, requestFingerprint)
    if (view.cart === null) return refuse('cart_not_found')

    const priced = priceCart(view.cart)
    const refused = checkCart(view.cart, priced, request) ?? refuseAmount(priced.total, payment.limits)
    if (refused !== null) return refused

    const placement = buildPlacement(view.cart, priced, { ...request, scope, fingerprint: requestFingerprint }, payment)
    const sent = await placeOrderInBatch(database, placement)
    if (sent.ok) {
      const { replayed } = sent.value
      return success({ record: replayed ? sent.value.order : toOrderRecord(placement, sent.value.placed), replayed })
    }
    if (sent.code === 'insufficient_stock') return refuseShortages(sent.facts.shortages)
    if (sent.code === 'order_limit_exceeded') return refuseOverLimit(sent.facts.lines)
    if (sent.code !== 'cart_changed' && sent.code !== 'price_changed') return { ...sent, code: sent.code }
  }
  return refuse('cart_changed')
}

const refuse = (code: PlaceOrderRefusal) => refusal(code)

function replay(
  claim: { fingerprint: string; order: OrderRecord },
  requestFingerprint: string,
): Outcome<PlacedOrder, PlaceOrderRefusal> {
  if (claim.fingerprint !== requestFingerprint) return refuse('idempotency_key_reused')
  return success({ record: claim.order, replayed: true })
}

/** Refuses early, before any row is locked. The database repeats every check. */
function checkCart(
  cart: CartSnapshot,
  priced: PricedCart,
  { expectedTotal, birthDate, timeZone }: PlaceOrderRequest,
): Refusal<PlaceOrderRefusal> | null {
  if (cart.cart.mergedInto !== null) {
    return refusal('cart_merged', { cartId: cart.cart.mergedInto })
  }
  if (cart.cart.status !== 'open') {
    return refusal('cart_already_ordered', { orderId: cart.orderId })
  }
  if (cart.lines.length + cart.claims.length === 0) return refuse('cart_empty')
  const expired = cart.claims.filter(({ live }) => !live).map(({ claimId }) => claimId)
  if (expired.length > 0) return refusal('claim_expired', { claims: expired })
  const short = findShortLines(cart)
  if (short.length > 0) return refuseShortages(short)
  const excesses = findLinesOverLimit(cart)
  if (excesses.length > 0) return refuseOverLimit(excesses)
  const ageRefusal = checkAge(cart, birthDate, timeZone)
  if (ageRefusal !== null) return ageRefusal
  if (cart.cart.couponCode !== null && priced.coupon === null) return refuse('coupon_not_found')
  if (priced.coupon !== null && !priced.coupon.ok) {
    const { ok: _, code, ...facts } = priced.coupon
    return refusal(code, facts)
  }
  if (cart.slot === null && !cart.cart.pickup) return refuse('delivery_required')
  const undeliverable = refuseDelivery(cart, priced)
  if (undeliverable !== null) return undeliverable
  if (priced.subtotal + sumFees(priced.fees) > LARGEST_AMOUNT) return refuse('cart_too_large')
  if (priced.total !== expectedTotal) {
    return refusal('total_changed', { expectedTotal, cart: presentCart(cart, priced) })
  }
  return null
}

/** Refuses an amount that the provider does not charge. A total of 0 needs no payment. */
function refuseAmount(total: number, { minimum, step }: PaymentLimits): Refusal<PlaceOrderRefusal> | null {
  if (total === 0 || chargeableAmount(total, step) >= minimum) return null
  return refusal('payment_below_minimum', { minimum, total, missing: minimum - total })
}
