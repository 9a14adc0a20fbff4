import type { DeliveryTerms } from '../promotions/delivery-fee.ts'
import { type AppliedCoupon, priceBasket } from '../promotions/price-basket.ts'
import type { CartSnapshot } from './cart-snapshot.ts'

/**
 * Prices a cart as it was read. Products that are no longer sold stay in the cart, and cost nothing in it; so do claims
 * that lapsed.
 */
export function priceCart(snapshot: CartSnapshot) {
  return priceBasket({
    lines: snapshot.lines.filter((line) => line.active),
    fixedLines: liveClaims(snapshot),
    promotions: snapshot.promotions,
    coupon: snapshot.coupon,
    usedByCustomer: snapshot.usedByCustomer,
    delivery: deliveryTerms(snapshot),
    now: snapshot.now,
  })
}

/** Null for pick-up. */
const deliveryTerms = ({ slot, zone }: CartSnapshot): DeliveryTerms | null =>
  slot === null ? null : { slotFee: slot.fee, zone }

/** Flash-sale claims that can be bought, in the order of the cart. */
export const liveClaims = ({ claims }: CartSnapshot) => claims.filter(({ live }) => live)

export type PricedCart = ReturnType<typeof priceCart>

/** All that a coupon takes off: goods and delivery. */
export const couponAmount = ({ amount, deliveryDiscount }: AppliedCoupon) => amount + deliveryDiscount
