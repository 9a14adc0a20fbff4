import * as z from 'zod'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { newId } from '../platform/auth/new-id.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import type { Cart } from './cart.ts'
import { LARGEST_QUANTITY } from './cart-requests.ts'
import { CartSnapshot } from './cart-snapshot.ts'
import { CART_LINE_LIMIT } from './change-cart.ts'
import { decideMerge, MergeChoices, type MergeDecision } from './merge-choices.ts'
import { Dropped, mergeWarning } from './merge-warnings.ts'
import { presentCart } from './present-cart.ts'

/** How often the carts are compared again when one of them changes in between. */
const ATTEMPTS = 3

const routineRefusals = ['account_not_found', 'cart_not_found', 'cart_already_ordered', 'cart_too_large'] as const
export const mergeCartRefusals = [...routineRefusals, 'cart_changed'] as const

const Merged = z.union([z.object({ choices: MergeChoices }), CartSnapshot.extend({ dropped: Dropped })])

/**
 * Merges a guest's cart into the customer's open cart and returns the latter. Idempotent. Of two coupons or deliveries the
 * possible one is kept, else the newer one; the warnings name what was not kept.
 */
export async function mergeCart(
  database: Database,
  { customerId }: Caller,
  { cartId, currency }: { cartId: string; currency: string },
): Promise<Outcome<Cart, (typeof mergeCartRefusals)[number]>> {
  const request = {
    ...{ cartId, customerId, newCartId: newId('crt'), currency },
    ...{ lineLimit: CART_LINE_LIMIT, largestQuantity: LARGEST_QUANTITY },
  }
  let decision: MergeDecision | null = null
  for (let attempt = 0; attempt <= ATTEMPTS; attempt++) {
    const merged = await tryRoutine(database, 'merge_cart', { ...request, decision }, Merged, routineRefusals)
    if (!merged.ok) return merged
    if ('choices' in merged.value) {
      decision = decideMerge(merged.value.choices)
      continue
    }
    const cart = presentCart(merged.value)
    return success({ ...cart, warnings: [...merged.value.dropped.map(mergeWarning), ...cart.warnings] })
  }
  return refusal('cart_changed')
}
