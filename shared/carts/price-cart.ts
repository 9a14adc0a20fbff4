import { decideReservation } from '../payments/reservation.ts'
import type { DeliveryTerms } from '../promotions/delivery-fee.ts'
import { type AppliedCoupon, priceBasket } from '../promotions/price-basket.ts'
import type { CartSnapshot } from './cart-snapshot.ts'

/**
 * Prices a cart from its snapshot. Products that are no longer sold and claims that expired stay in the cart and cost
 * nothing.
 */
export function priceCart(snapshot: CartSnapshot) {
  return priceBasket({
    lines: snapshot.lines.filter((line) => line.active),
    fixedLines: liveClaims(snapshot),
    promotions: snapshot.promotions,
    coupon: snapshot.coupon,
    usedByCustomer: snapshot.usedByCustomer,
    delivery: deliveryTerms(snapshot),
    otherFees: snapshot.cart.fees,
    now: snapshot.now,
  })
}

/** Null for pick-up. */
const deliveryTerms = ({ slot, zone }: CartSnapshot): DeliveryTerms | null =>
  slot === null ? null : { slotFee: slot.fee, zone }

/** Flash-sale claims that can be bought, in cart order. */
export const liveClaims = ({ claims }: CartSnapshot) => claims.filter(({ live, active }) => live && active)

export type PricedCart = ReturnType<typeof priceCart>

/** The whole discount of a coupon, delivery included. */
export const couponAmount = ({ amount, deliveryDiscount }: AppliedCoupon) => amount + deliveryDiscount

/** Whether the payment of the cart would be reserved. Products that are not sold any more do not count. */
export const cartReservation = (snapshot: CartSnapshot) =>
  decideReservation(
    [...snapshot.lines.filter(({ active }) => active), ...liveClaims(snapshot)].map(({ unit }) => unit),
    snapshot.slot,
  )
