import { callRoutine, type Database } from '../db/database.ts'
import type { Address } from '../delivery/address.ts'
import type { Caller } from '../identity/access-token.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import { refusals } from '../refusals.ts'
import type { Cart } from './cart.ts'
import { CartSnapshot } from './cart-snapshot.ts'
import { presentCart } from './present-cart.ts'

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
  if (snapshot === null) return refusal('cart_not_found', refusals.cart_not_found)
  const { mergedInto } = snapshot.cart
  return mergedInto === null ? success(snapshot) : refusal('cart_merged', refusals.cart_merged, { cartId: mergedInto })
}

export async function readCart(
  database: Database,
  caller: Caller | null,
  cartId: string,
): Promise<Outcome<Cart, (typeof readCartRefusals)[number]>> {
  const read = await readSnapshot(database, caller, { cartId })
  return read.ok ? success(presentCart(read.value)) : read
}
