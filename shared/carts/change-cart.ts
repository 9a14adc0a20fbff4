import { refuseOverLimit } from '../inventory/order-limits.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import type { RefusalCode } from '../refusals.ts'
import type { Cart } from './cart.ts'
import { CartSnapshot } from './cart-snapshot.ts'
import { presentCart } from './present-cart.ts'
import type { Substitution } from './substitution.ts'

/** Maximum lines of one cart. Bounds the cost of pricing and ordering it. */
export const CART_LINE_LIMIT = 200

/** Refusals that every change of a cart can have. */
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
  'product_not_found',
  'cart_too_large',
] as const

/**
 * Calls a routine that changes a cart. It returns the new snapshot, so that a change is one round trip. The routine
 * also checks access: only the customer may change a customer's cart; anyone who has the id may change a guest's cart.
 */
export async function changeCart<const Code extends RefusalCode>(
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
  /** The new quantity in units; 0 removes the line. */
  quantity: number
  /** Unset leaves the line's substitution unchanged. */
  substitution?: Substitution | undefined
}

export async function setCartLine(
  database: Database,
  caller: Caller | null,
  { cartId, sku, quantity, substitution }: LineChange,
): Promise<Outcome<Cart, (typeof lineRefusals)[number]>> {
  // Not checked by the schema of the body, which does not have the line's SKU: it is in the path.
  if (substitution?.type === 'sku' && substitution.sku.toLowerCase() === sku.toLowerCase()) {
    const errors = [{ path: 'substitution.sku', message: 'is the product itself', sku }]
    return refusal('invalid_substitution', { errors })
  }
  const request = { cartId, sku, quantity, substitution: substitution ?? null, lineLimit: CART_LINE_LIMIT }
  const set = await changeCart(database, caller, 'set_cart_line', request, lineRefusals)
  return !set.ok && set.code === 'order_limit_exceeded' ? refuseOverLimit(set.facts.lines) : set
}

export function setCartClaim(
  database: Database,
  caller: Caller | null,
  { cartId, claimId }: { cartId: string; claimId: string },
) {
  return changeCart(database, caller, 'set_cart_claim', { cartId, claimId, lineLimit: CART_LINE_LIMIT }, claimRefusals)
}

export function removeCartClaim(
  database: Database,
  caller: Caller | null,
  { cartId, claimId }: { cartId: string; claimId: string },
) {
  return changeCart(database, caller, 'remove_cart_claim', { cartId, claimId }, cartRefusals)
}

export function removeCartCoupon(database: Database, caller: Caller | null, cartId: string) {
  return changeCart(database, caller, 'set_cart_coupon', { cartId, couponCode: null }, cartRefusals)
}

export function setCartCoupon(database: Database, caller: Caller | null, cartId: string, couponCode: string) {
  return changeCart(database, caller, 'set_cart_coupon', { cartId, couponCode }, cartRefusals)
}

interface CartExtras {
  cartId: string
  bags?: number | undefined
  /** The price of a bag, in minor units. */
  bagFee: number
  tip?: number | undefined
}

export function setCartExtras(database: Database, caller: Caller | null, { bags, tip, ...request }: CartExtras) {
  const extras = { ...request, bags: bags ?? null, tip: tip ?? null }
  return changeCart(database, caller, 'set_cart_extras', extras, cartRefusals)
}
