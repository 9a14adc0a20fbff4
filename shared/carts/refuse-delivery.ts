import { type Refusal, refusal } from '../outcome.ts'
import type { CartSnapshot } from './cart-snapshot.ts'
import type { PricedCart } from './price-cart.ts'

export const deliveryRefusals = ['slot_closed', 'slot_full', 'address_not_served', 'basket_below_minimum'] as const
type DeliveryRefusal = (typeof deliveryRefusals)[number]

/** Why a cart, as it was read, cannot be delivered as chosen; null for pick-up, and where it can. */
export function refuseDelivery(snapshot: CartSnapshot, { goods }: PricedCart): Refusal<DeliveryRefusal> | null {
  const { slot, zone, served } = snapshot
  if (slot === null) return null
  const refuse = (code: DeliveryRefusal, facts: Record<string, unknown> = { slotId: slot.id }) => refusal(code, facts)
  if (!slot.open) return refuse('slot_closed')
  if (!served) return refuse('address_not_served', { slotId: slot.id, zoneId: zone?.id ?? null })
  if (zone !== null && goods < zone.minimumBasket) {
    const { minimumBasket } = zone
    return refuse('basket_below_minimum', { minimumBasket, goods, missing: minimumBasket - goods })
  }
  return slot.remaining <= 0 ? refuse('slot_full') : null
}
