import * as z from 'zod'
import type { Address } from '../delivery/address.ts'
import { elementAt } from '../element-at.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { batchCalls } from '../platform/db/batch-calls.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import type { Cart } from './cart.ts'
import { type CachedCart, cartCache } from './cart-cache.ts'
import { CartSnapshot } from './cart-snapshot.ts'
import { presentCart } from './present-cart.ts'
import { priceCart } from './price-cart.ts'

export const readCartRefusals = ['cart_not_found', 'cart_merged'] as const

interface SnapshotRequest {
  cartId: string
  /** A coupon to try instead of the cart's. */
  couponCode?: string
  /** A delivery to try instead of the cart's. */
  delivery?: { slotId: string | null; address: Address | null }
}

/** A cart with everything that its price depends on, in one round trip. Another customer's cart is not found. */
export async function readSnapshot(
  database: Database,
  caller: Caller | null,
  request: SnapshotRequest,
): Promise<Outcome<CartSnapshot, (typeof readCartRefusals)[number]>> {
  const snapshot = await callRoutine(
    database,
    'cart_view',
    { ...request, customerId: caller?.customerId ?? null },
    CartSnapshot.nullable(),
  )
  return snapshot === null ? refusal('cart_not_found') : refuseMerged(snapshot)
}

function refuseMerged(snapshot: CartSnapshot): Outcome<CartSnapshot, 'cart_merged'> {
  const { mergedInto } = snapshot.cart
  return mergedInto === null ? success(snapshot) : refusal('cart_merged', { cartId: mergedInto })
}

/** The result of `read_carts` for one cart. */
const CartReading = z.object({ fingerprint: z.string(), available: z.array(z.int()), view: CartSnapshot.nullable() })

interface CartReadingRequest {
  cartId: string
  customerId: string | null
  knownFingerprint: string | undefined
}

/** Batches concurrent reads: half the cost of a small read is the round trip to Postgres. */
const readBatched = batchCalls({
  requestsPerCall: 8,
  concurrentCalls: 2,
  send: (database, carts: readonly CartReadingRequest[]) =>
    callRoutine(database, 'read_carts', { carts }, z.array(CartReading)),
})

/**
 * Reads and prices a cart. Most reads find it unchanged: then the database returns only the fingerprint and the
 * available quantities, and the cached prices are used.
 */
export async function readCart(
  database: Database,
  caller: Caller | null,
  cartId: string,
): Promise<Outcome<Cart, (typeof readCartRefusals)[number]>> {
  const customerId = caller?.customerId ?? null
  const carts = cartCache(database)
  const key = JSON.stringify([cartId, customerId])
  const cached = carts.get(key)
  const request = { cartId, customerId, knownFingerprint: cached?.fingerprint }
  const { fingerprint, available, view } = await readBatched(database, request)
  if (view === null) {
    if (cached?.fingerprint !== fingerprint) return refusal('cart_not_found')
    const current = withAvailable(cached, available)
    if (current !== cached) carts.set(key, current)
    return success(current.cart)
  }
  const read = refuseMerged(view)
  if (!read.ok) return read
  const priced = priceCart(view)
  const cart = presentCart(view, priced)
  carts.set(key, { fingerprint, snapshot: view, priced, cart })
  return success(cart)
}

/** Updates the available quantities. Returns the same object if they are unchanged. */
function withAvailable(cached: CachedCart, available: readonly number[]): CachedCart {
  const { lines } = cached.snapshot
  if (lines.every((line, index) => line.available === available[index])) return cached
  const updated = lines.map((line, index) => ({ ...line, available: elementAt(available, index) }))
  const snapshot = { ...cached.snapshot, lines: updated }
  return { ...cached, snapshot, cart: presentCart(snapshot, cached.priced) }
}
