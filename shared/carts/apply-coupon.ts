import { type Outcome, refusal } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import type { Database } from '../platform/db/database.ts'
import type { Cart } from './cart.ts'
import { cartRefusals, setCartCoupon } from './change-cart.ts'
import { priceCart } from './price-cart.ts'
import { readSnapshot } from './read-cart.ts'

const couponRefusals = [
  'coupon_not_found',
  'coupon_not_started',
  'coupon_expired',
  'coupon_used_up',
  'coupon_customer_limit',
  'coupon_not_applicable',
  'coupon_minimum_spend',
] as const

export const applyCouponRefusals = [...cartRefusals, ...couponRefusals] as const
type ApplyCouponRefusal = (typeof applyCouponRefusals)[number]

/**
 * Puts a coupon on a cart that it applies to as the cart stands. Whether it still does is judged again whenever the
 * cart is read, and for good when it is ordered.
 */
export async function applyCoupon(
  database: Database,
  caller: Caller | null,
  cartId: string,
  couponCode: string,
): Promise<Outcome<Cart, ApplyCouponRefusal>> {
  const code = couponCode.toUpperCase()
  const read = await readSnapshot(database, caller, { cartId, couponCode: code })
  if (!read.ok) return read
  const { coupon } = priceCart(read.value)
  if (coupon === null) return refusal('coupon_not_found')
  if (!coupon.ok) {
    const { ok: _, code: reason, ...facts } = coupon
    return refusal(reason, facts)
  }
  return setCartCoupon(database, caller, cartId, code)
}
