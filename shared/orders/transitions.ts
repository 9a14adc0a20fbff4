/** The status of an order, with `packed` as a separate stage between picking and out for delivery. */
export type OrderStage =
  | 'pending_payment'
  | 'paid'
  | 'picking'
  | 'packed'
  | 'out_for_delivery'
  | 'delivered'
  | 'cancelled'

interface Transition {
  from: OrderStage
  to: OrderStage
  effect: string
}

/** Every transition that staff can request. All others are refused. */
export const transitions: readonly Transition[] = [
  { from: 'paid', to: 'picking', effect: 'The shopper can no longer cancel. With `picked`, the order is packed too.' },
  {
    from: 'picking',
    to: 'packed',
    effect: 'Records the picked units; without `picked`, all units. The shopper pays for the picked units.',
  },
  { from: 'picking', to: 'out_for_delivery', effect: 'The same, and the order leaves the shop.' },
  { from: 'packed', to: 'out_for_delivery', effect: 'The order leaves the shop, or is ready for pick-up.' },
  {
    from: 'out_for_delivery',
    to: 'delivered',
    effect: 'The order was handed over, an age-restricted one to an adult.',
  },
  { from: 'pending_payment', to: 'cancelled', effect: 'Stock, slot and coupon are released.' },
  { from: 'paid', to: 'cancelled', effect: 'Stock, slot and coupon are released, and the payment is refunded.' },
  { from: 'picking', to: 'cancelled', effect: 'The same. This also happens automatically when nothing was picked.' },
]

/** The stages that a transition can request. */
export const targets = ['picking', 'packed', 'out_for_delivery', 'delivered', 'cancelled'] as const
export type Target = (typeof targets)[number]

/** The stages from which a transition to `to` is allowed. */
export const stagesBefore = (to: Target): OrderStage[] =>
  transitions.filter((transition) => transition.to === to).map(({ from }) => from)

/** The stages to which an order in `stage` can move. */
export const stagesAfter = (stage: string): OrderStage[] =>
  transitions.filter(({ from }) => from === stage).map(({ to }) => to)
