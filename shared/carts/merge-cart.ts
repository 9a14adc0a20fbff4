import { type Outcome, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { newId } from '../platform/auth/new-id.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import type { Cart } from './cart.ts'
import { LARGEST_QUANTITY } from './cart-requests.ts'
import { CartSnapshot } from './cart-snapshot.ts'
import { CART_LINE_LIMIT } from './change-cart.ts'
import { presentCart } from './present-cart.ts'

export const mergeCartRefusals = [
  'account_not_found',
  'cart_not_found',
  'cart_already_ordered',
  'cart_too_large',
] as const

/** Folds a guest's cart into the customer's, and answers that one. Twice is once. */
export async function mergeCart(
  database: Database,
  { customerId }: Caller,
  { cartId, currency }: { cartId: string; currency: string },
): Promise<Outcome<Cart, (typeof mergeCartRefusals)[number]>> {
  const request = {
    ...{ cartId, customerId, newCartId: newId('crt'), currency },
    ...{ lineLimit: CART_LINE_LIMIT, largestQuantity: LARGEST_QUANTITY },
  }
  const merged = await tryRoutine(database, 'merge_cart', request, CartSnapshot, mergeCartRefusals)
  return merged.ok ? success(presentCart(merged.value)) : merged
}
