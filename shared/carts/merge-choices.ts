import * as z from 'zod'
import { CartSnapshot } from './cart-snapshot.ts'
import { type PricedCart, priceCart } from './price-cart.ts'
import { refuseDelivery } from './refuse-delivery.ts'

const Side = z.enum(['guest', 'customer'])
type Side = z.output<typeof Side>
const Candidate = z.object({ version: z.int(), view: CartSnapshot })

/** The result of `cart_merge_choices`: the merged cart with the coupon and the delivery of each side. */
export const MergeChoices = z.object({
  guest: Candidate,
  customer: Candidate,
  newerCoupon: Side,
  newerDelivery: Side,
})

/** The `decision` argument of `merge_cart`. A reason is the refusal code of the choice that is not kept. */
export interface MergeDecision {
  guestVersion: number
  customerVersion: number
  coupon: Side
  couponReason: string | null
  delivery: Side
  deliveryReason: string | null
}

/** Keeps the coupon and the delivery that are possible now in the merged cart; of two, or of none, the newer one. */
export function decideMerge({
  guest,
  customer,
  newerCoupon,
  newerDelivery,
}: z.output<typeof MergeChoices>): MergeDecision {
  const prices = { guest: priceCart(guest.view), customer: priceCart(customer.view) }
  const coupons = { guest: couponRefusal(prices.guest), customer: couponRefusal(prices.customer) }
  const deliveries = {
    guest: deliveryRefusal(guest.view, prices.guest),
    customer: deliveryRefusal(customer.view, prices.customer),
  }
  const coupon = keep(coupons, newerCoupon)
  const delivery = keep(deliveries, newerDelivery)
  return {
    guestVersion: guest.version,
    customerVersion: customer.version,
    coupon,
    couponReason: coupons[otherSide(coupon)],
    delivery,
    deliveryReason: deliveries[otherSide(delivery)],
  }
}

const otherSide = (side: Side): Side => (side === 'guest' ? 'customer' : 'guest')

function keep(refusals: Record<Side, string | null>, newer: Side): Side {
  const older = otherSide(newer)
  return refusals[newer] !== null && refusals[older] === null ? older : newer
}

const couponRefusal = ({ coupon }: PricedCart): string | null =>
  coupon?.ok === true ? null : (coupon?.code ?? 'coupon_not_found')

const deliveryRefusal = (view: CartSnapshot, priced: PricedCart): string | null =>
  refuseDelivery(view, priced)?.code ?? null
