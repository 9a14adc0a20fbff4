import type { CartSnapshot } from '../carts/cart-snapshot.ts'
import { presentCart } from '../carts/present-cart.ts'
import { type PricedCart, priceCart } from '../carts/price-cart.ts'
import { refuseDelivery } from '../carts/refuse-delivery.ts'
import { linesOverLimit, refuseExcesses } from '../inventory/order-limits.ts'
import { refuseShortages, shortLines } from '../inventory/shortages.ts'
import { type Outcome, type Refusal, refusal, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { placementRefusals } from '../refusals.ts'
import { readCheckout } from './checkout-view.ts'
import { fingerprint } from './fingerprint.ts'
import { sendOrder } from './order-queue.ts'
import type { OrderRecord } from './order-record.ts'
import { type PreparedPayment, placementOf, recordOf } from './placement.ts'
import { refuseAge } from './refuse-age.ts'

/** A cart or a price that changes under the order's feet is read again this often. */
const ATTEMPTS = 3
/** Amounts are kept as 32-bit integers: some 21 million dollars. */
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
] as const
type PlaceOrderRefusal = (typeof placeOrderRefusals)[number]

export interface PlaceOrderRequest {
  cartId: string
  /** The total that the shopper saw, in minor units. */
  expectedTotal: number
  email: string
  /** What who orders declares; without it, the account's counts. */
  birthDate?: string | undefined
  /** Whose order it is; null is a guest's. The key belongs to them. */
  customerId: string | null
  idempotencyKey: string
  /** What the order causes later names it. */
  requestId?: string
}

export interface PlacedOrder {
  record: OrderRecord
  /** The order was there already: this is its second answer. */
  replayed: boolean
}

/**
 * Places an order for a cart: one read, a price, and one call that holds everything or refuses.
 * Asking again with the same key answers the same order; twins that arrive together make one.
 */
export async function placeOrder(
  database: Database,
  payment: PreparedPayment,
  request: PlaceOrderRequest,
): Promise<Outcome<PlacedOrder, PlaceOrderRefusal>> {
  const { customerId, idempotencyKey: key, cartId, email, birthDate } = request
  const scope = customerId ?? 'guest'
  const customer = email.toLowerCase()
  const print = await fingerprint([
    cartId,
    email,
    request.expectedTotal,
    ...(birthDate === undefined ? [] : [birthDate]),
  ])

  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const view = await readCheckout(database, { scope, key, cartId, customerId, customer })
    if (view.claim !== null) return replay(view.claim, print)
    if (view.cart === null) return refuse('cart_not_found')

    const priced = priceCart(view.cart)
    const refused = refuseCart(view.cart, priced, request)
    if (refused !== null) return refused

    const placement = placementOf(view.cart, priced, { ...request, scope, fingerprint: print }, payment)
    const sent = await sendOrder(database, placement)
    if (sent.ok) {
      const { replayed } = sent.value
      return success({ record: replayed ? sent.value.order : recordOf(placement, sent.value.placed), replayed })
    }
    if (sent.code === 'insufficient_stock') return refuseShortages(sent.facts.shortages)
    if (sent.code === 'order_limit_exceeded') return refuseExcesses(sent.facts.lines)
    if (sent.code !== 'cart_changed' && sent.code !== 'price_changed') return { ...sent, code: sent.code }
  }
  return refuse('cart_changed')
}

const refuse = (code: PlaceOrderRefusal) => refusal(code)

function replay(
  claim: { fingerprint: string; order: OrderRecord },
  print: string,
): Outcome<PlacedOrder, PlaceOrderRefusal> {
  if (claim.fingerprint !== print) return refuse('idempotency_key_reused')
  return success({ record: claim.order, replayed: true })
}

/** What can be refused before anything is locked. The database judges all of it again. */
function refuseCart(
  cart: CartSnapshot,
  priced: PricedCart,
  { expectedTotal, birthDate }: PlaceOrderRequest,
): Refusal<PlaceOrderRefusal> | null {
  if (cart.cart.mergedInto !== null) {
    return refusal('cart_merged', { cartId: cart.cart.mergedInto })
  }
  if (cart.cart.status !== 'open') {
    return refusal('cart_already_ordered', { orderId: cart.orderId })
  }
  if (cart.lines.length + cart.claims.length === 0) return refuse('cart_empty')
  const lapsed = cart.claims.filter(({ live }) => !live).map(({ claimId }) => claimId)
  if (lapsed.length > 0) return refusal('claim_expired', { claims: lapsed })
  const short = shortLines(cart)
  if (short.length > 0) return refuseShortages(short)
  const excesses = linesOverLimit(cart)
  if (excesses.length > 0) return refuseExcesses(excesses)
  const tooYoung = refuseAge(cart, birthDate)
  if (tooYoung !== null) return tooYoung
  if (cart.cart.couponCode !== null && priced.coupon === null) return refuse('coupon_not_found')
  if (priced.coupon !== null && !priced.coupon.ok) {
    const { ok: _, code, ...facts } = priced.coupon
    return refusal(code, facts)
  }
  const undeliverable = refuseDelivery(cart, priced)
  if (undeliverable !== null) return undeliverable
  if (priced.subtotal + priced.deliveryFee > LARGEST_AMOUNT) return refuse('cart_too_large')
  if (priced.total !== expectedTotal) {
    return refusal('total_changed', { expectedTotal, cart: presentCart(cart, priced) })
  }
  return null
}
