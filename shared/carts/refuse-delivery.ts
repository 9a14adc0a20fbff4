import { type Refusal, refusal } from '../outcome.ts'
import type { CartSnapshot } from './cart-snapshot.ts'
import type { PricedCart } from './price-cart.ts'

export const deliveryRefusals = ['slot_closed', 'slot_full', 'address_not_served', 'basket_below_minimum'] as const
type DeliveryRefusal = (typeof deliveryRefusals)[number]

/** Why the chosen delivery of a cart is not possible; null if it is possible, and for pick-up. */
export function refuseDelivery(snapshot: CartSnapshot, { itemsTotal }: PricedCart): Refusal<DeliveryRefusal> | null {
  const { slot, zone, served } = snapshot
  if (slot === null) return null
  const refuse = (code: DeliveryRefusal, facts: Record<string, unknown> = { slotId: slot.id }) => refusal(code, facts)
  if (!slot.open) return refuse('slot_closed')
  if (!served) return refuse('address_not_served', { slotId: slot.id, zoneId: zone?.id ?? null })
  if (zone !== null && itemsTotal < zone.minimumBasket) {
    const { minimumBasket } = zone
    return refuse('basket_below_minimum', { minimumBasket, goods: itemsTotal, missing: minimumBasket - itemsTotal })
  }
  return slot.remaining <= 0 ? refuse('slot_full') : null
}
