import { callRoutine, type Database } from '../db/database.ts'
import { newId } from '../identity/new-id.ts'
import { type Success, success } from '../outcome.ts'
import type { Cart } from './cart.ts'
import { CartSnapshot } from './cart-snapshot.ts'
import { presentCart } from './present-cart.ts'

export async function createCart(database: Database, currency: string): Promise<Success<Cart>> {
  const cart = presentCart(await callRoutine(database, 'create_cart', { cartId: newId('crt'), currency }, CartSnapshot))
  return success(cart, { location: `/carts/${cart.id}` })
}
