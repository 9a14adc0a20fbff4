import type { Address } from '../delivery/address.ts'
import { type Outcome, refusal } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import type { Database } from '../platform/db/database.ts'
import type { Cart } from './cart.ts'
import { cartRefusals, change } from './change-cart.ts'
import { priceCart } from './price-cart.ts'
import { readSnapshot } from './read-cart.ts'
import { deliveryRefusals, refuseDelivery } from './refuse-delivery.ts'

const setDeliveryRefusals = [...cartRefusals, 'slot_not_found', 'slot_closed', 'slot_full'] as const
export const chooseDeliveryRefusals = [...cartRefusals, 'slot_not_found', ...deliveryRefusals] as const
type ChooseDeliveryRefusal = (typeof chooseDeliveryRefusals)[number]

interface Choice {
  /** Without a slot it is pick-up. */
  slotId?: string | undefined
  address?: Address | undefined
}

/**
 * Chooses how a cart comes to its shopper, if it can as the cart stands: a zone may ask for a minimum of goods. Whether it
 * still can is judged again whenever the cart is read, and for good when it is ordered.
 */
export async function chooseDelivery(
  database: Database,
  caller: Caller | null,
  cartId: string,
  { slotId, address }: Choice,
): Promise<Outcome<Cart, ChooseDeliveryRefusal>> {
  const delivery = { slotId: slotId ?? null, address: address ?? null }
  if (slotId !== undefined) {
    const read = await readSnapshot(database, caller, { cartId, delivery })
    if (!read.ok) return read
    if (read.value.slot === null) return refusal('slot_not_found', { slotId })
    const refused = refuseDelivery(read.value, priceCart(read.value))
    if (refused !== null) return refused
  }
  return change(database, caller, 'set_cart_delivery', { cartId, ...delivery }, setDeliveryRefusals)
}
