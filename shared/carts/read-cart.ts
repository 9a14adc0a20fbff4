import * as z from 'zod'
import type { Address } from '../delivery/address.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import { sharedCalls } from '../platform/db/shared-calls.ts'
import { itemAt } from '../promotions/at.ts'
import type { Cart } from './cart.ts'
import { CartSnapshot } from './cart-snapshot.ts'
import { type KeptCart, keptCarts } from './kept-carts.ts'
import { presentCart } from './present-cart.ts'
import { priceCart } from './price-cart.ts'

export const readCartRefusals = ['cart_not_found', 'cart_merged'] as const

interface SnapshotRequest {
  cartId: string
  /** A coupon to try in place of the cart's. */
  couponCode?: string
  /** A delivery to try in place of the cart's. */
  delivery?: { slotId: string | null; address: Address | null }
}

/** A cart with all that its price depends on, in one round trip. Another customer's does not exist for the caller. */
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
  return snapshot === null ? refusal('cart_not_found') : unlessMerged(snapshot)
}

function unlessMerged(snapshot: CartSnapshot): Outcome<CartSnapshot, 'cart_merged'> {
  const { mergedInto } = snapshot.cart
  return mergedInto === null ? success(snapshot) : refusal('cart_merged', { cartId: mergedInto })
}

/** What `read_carts` answers of each. */
const Reading = z.object({ edition: z.string(), available: z.array(z.int()), view: CartSnapshot.nullable() })

interface ReadingRequest {
  cartId: string
  customerId: string | null
  known: string | undefined
}

/** Carts that are asked for at once are read together: half of what a small read costs is the way to Postgres and back. */
const readTogether = sharedCalls({
  requestsInACall: 8,
  callsAtOnce: 2,
  send: (database, carts: readonly ReadingRequest[]) =>
    callRoutine(database, 'read_carts', { carts }, z.array(Reading)),
})

/**
 * A cart, priced now. Most reads find it as it was: then the database says only that, and what is left of its goods, and
 * neither is it told nor priced again.
 */
export async function readCart(
  database: Database,
  caller: Caller | null,
  cartId: string,
): Promise<Outcome<Cart, (typeof readCartRefusals)[number]>> {
  const customerId = caller?.customerId ?? null
  const carts = keptCarts(database)
  const key = JSON.stringify([cartId, customerId])
  const known = carts.get(key)
  const request = { cartId, customerId, known: known?.edition }
  const { edition, available, view } = await readTogether(database, request)
  if (view === null) {
    if (known?.edition !== edition) return refusal('cart_not_found')
    const current = withAvailable(known, available)
    if (current !== known) carts.set(key, current)
    return success(current.cart)
  }
  const read = unlessMerged(view)
  if (!read.ok) return read
  const priced = priceCart(view)
  const cart = presentCart(view, priced)
  carts.set(key, { edition, snapshot: view, priced, cart })
  return success(cart)
}

/** The same cart where the shop has as much of its goods as when it was told last. */
function withAvailable(kept: KeptCart, available: readonly number[]): KeptCart {
  const { lines } = kept.snapshot
  if (lines.every((line, index) => line.available === available[index])) return kept
  const told = lines.map((line, index) => ({ ...line, available: itemAt(available, index) }))
  const snapshot = { ...kept.snapshot, lines: told }
  return { ...kept, snapshot, cart: presentCart(snapshot, kept.priced) }
}
