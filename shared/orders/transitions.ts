/** How far an order is in the house: its status, and `packed` between picking and out for delivery. */
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
  does: string
}

/** Every step that staff may take with an order; whatever is not here is refused. */
export const transitions: readonly Transition[] = [
  { from: 'paid', to: 'picking', does: 'The shopper can no longer cancel. With `picked`, it is packed as well.' },
  {
    from: 'picking',
    to: 'packed',
    does: 'Says what was picked, or that all was there; the order costs what was picked.',
  },
  { from: 'picking', to: 'out_for_delivery', does: 'The same, and it leaves the house.' },
  { from: 'packed', to: 'out_for_delivery', does: 'It leaves the house, or waits at the counter to be picked up.' },
  { from: 'out_for_delivery', to: 'delivered', does: 'It was handed over; where it is age-restricted, to an adult.' },
  { from: 'pending_payment', to: 'cancelled', does: 'All that was held is let go.' },
  { from: 'paid', to: 'cancelled', does: 'Goods, slot and coupon come back, and the money goes back.' },
  { from: 'picking', to: 'cancelled', does: 'The same. It happens by itself when nothing could be picked.' },
]

/** Where an order can be asked to be. */
export const targets = ['picking', 'packed', 'out_for_delivery', 'delivered', 'cancelled'] as const
export type Target = (typeof targets)[number]

/** The stages that a step to `to` starts from. */
export const stagesBefore = (to: Target): OrderStage[] =>
  transitions.filter((step) => step.to === to).map(({ from }) => from)

/** Where an order can go from a stage. */
export const stagesAfter = (stage: string): OrderStage[] =>
  transitions.filter(({ from }) => from === stage).map(({ to }) => to)
