import { type Outcome, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { newId } from '../platform/auth/new-id.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import type { Cart } from './cart.ts'
import { CartSnapshot } from './cart-snapshot.ts'
import { presentCart } from './present-cart.ts'

export const createCartRefusals = ['account_not_found'] as const

/** A guest's new cart; a customer's open one, whatever it holds, and a new one where the last was ordered. */
export async function createCart(
  database: Database,
  caller: Caller | null,
  currency: string,
): Promise<Outcome<Cart, (typeof createCartRefusals)[number]>> {
  const request = { cartId: newId('crt'), customerId: caller?.customerId ?? null, currency }
  const made = await tryRoutine(database, 'create_cart', request, CartSnapshot, createCartRefusals)
  if (!made.ok) return made
  const cart = presentCart(made.value)
  return success(cart, { location: `/carts/${cart.id}` })
}
