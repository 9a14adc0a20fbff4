import { refuseExcesses } from '../inventory/order-limits.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import type { RefusalCode } from '../refusals.ts'
import type { Cart } from './cart.ts'
import { CartSnapshot } from './cart-snapshot.ts'
import { presentCart } from './present-cart.ts'
import type { Substitution } from './substitution.ts'

/** Different products in one cart; bounds the work of pricing and placing it. */
export const CART_LINE_LIMIT = 200

/** What any change of a cart can refuse with. */
export const cartRefusals = ['cart_not_found', 'cart_already_ordered', 'cart_merged'] as const
export const lineRefusals = [
  ...cartRefusals,
  'product_not_found',
  'unknown_products',
  'invalid_substitution',
  'cart_too_large',
  'order_limit_exceeded',
] as const

export const claimRefusals = [
  ...cartRefusals,
  'claim_not_found',
  'claim_expired',
  'claim_already_ordered',
  'cart_too_large',
] as const

/**
 * The routines that change a cart answer its new snapshot, so that a change is one round trip. They also judge whose the
 * cart is: a customer's is nobody else's, a guest's is whose who knows its id.
 */
export async function change<const Code extends RefusalCode>(
  database: Database,
  caller: Caller | null,
  routine: string,
  request: object,
  codes: readonly Code[],
): Promise<Outcome<Cart, Code>> {
  const changed = await tryRoutine(
    database,
    routine,
    { ...request, customerId: caller?.customerId ?? null },
    CartSnapshot,
    codes,
  )
  return changed.ok ? success(presentCart(changed.value)) : changed
}

interface LineChange {
  cartId: string
  sku: string
  /** Units that the cart shall hold; 0 takes the line out. */
  quantity: number
  /** Unset keeps the wish that the line has. */
  substitution?: Substitution | undefined
}

export async function setCartLine(
  database: Database,
  caller: Caller | null,
  { cartId, sku, quantity, substitution }: LineChange,
): Promise<Outcome<Cart, (typeof lineRefusals)[number]>> {
  // Asked here, and not where the wish is parsed: the line's SKU is in the path. Nor by the table: carts have had such wishes.
  if (substitution?.type === 'sku' && substitution.sku === sku) {
    const errors = [{ path: 'substitution.sku', message: 'is the product itself', sku }]
    return refusal('invalid_substitution', { errors })
  }
  const request = { cartId, sku, quantity, substitution: substitution ?? null, lineLimit: CART_LINE_LIMIT }
  const set = await change(database, caller, 'set_cart_line', request, lineRefusals)
  return !set.ok && set.code === 'order_limit_exceeded' ? refuseExcesses(set.facts.lines) : set
}

export function setCartClaim(
  database: Database,
  caller: Caller | null,
  { cartId, claimId }: { cartId: string; claimId: string },
) {
  return change(database, caller, 'set_cart_claim', { cartId, claimId, lineLimit: CART_LINE_LIMIT }, claimRefusals)
}

export function removeCartClaim(
  database: Database,
  caller: Caller | null,
  { cartId, claimId }: { cartId: string; claimId: string },
) {
  return change(database, caller, 'remove_cart_claim', { cartId, claimId }, cartRefusals)
}

export function removeCartCoupon(database: Database, caller: Caller | null, cartId: string) {
  return change(database, caller, 'set_cart_coupon', { cartId, couponCode: null }, cartRefusals)
}

export function setCartCoupon(database: Database, caller: Caller | null, cartId: string, couponCode: string) {
  return change(database, caller, 'set_cart_coupon', { cartId, couponCode }, cartRefusals)
}
