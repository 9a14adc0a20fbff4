import { callRoutine, type Database } from '../db/database.ts'
import type { Address } from '../delivery/address.ts'
import type { Caller } from '../identity/access-token.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import { refusals } from '../refusals.ts'
import type { Cart } from './cart.ts'
import { CartSnapshot } from './cart-snapshot.ts'
import { presentCart } from './present-cart.ts'

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
): Promise<Outcome<CartSnapshot, 'cart_not_found'>> {
  const snapshot = await callRoutine(
    database,
    'cart_view',
    { ...request, customerId: caller?.customerId ?? null },
    CartSnapshot.nullable(),
  )
  return snapshot === null ? refusal('cart_not_found', refusals.cart_not_found) : success(snapshot)
}

export async function readCart(
  database: Database,
  caller: Caller | null,
  cartId: string,
): Promise<Outcome<Cart, 'cart_not_found'>> {
  const read = await readSnapshot(database, caller, { cartId })
  return read.ok ? success(presentCart(read.value)) : read
}
