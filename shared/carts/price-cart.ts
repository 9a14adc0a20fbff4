import type { DeliveryTerms } from '../pricing/delivery-fee.ts'
import { type AppliedCoupon, priceBasket } from '../pricing/price-basket.ts'
import type { CartSnapshot } from './cart-snapshot.ts'

/** Prices a cart as it was read. Products that are no longer sold stay in the cart, and cost nothing in it. */
export function priceCart(snapshot: CartSnapshot) {
  return priceBasket({
    lines: snapshot.lines.filter((line) => line.active),
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

export type PricedCart = ReturnType<typeof priceCart>

/** All that a coupon takes off: goods and delivery. */
export const couponAmount = ({ amount, deliveryDiscount }: AppliedCoupon) => amount + deliveryDiscount
