import * as z from 'zod'
import type { Caller } from './client.ts'
import { Fault } from './fault.ts'
import { type ShoppingCart, setDelivery } from './shopping-cart.ts'

const SlotList = z.object({ items: z.array(z.object({ id: z.string(), remaining: z.int().min(0) })) })

/** Slots that a shopper tries before choosing pick-up. */
const SLOT_ATTEMPTS = 3

/**
 * Chooses one of the delivery slots that have room, or pick-up when the tried ones fill up in the meantime.
 * @param place where to start in the list: 0 is the first slot, close to 1 the last
 */
export async function chooseSlot(call: Caller, cart: ShoppingCart, place: number): Promise<void> {
  const path = '/delivery-slots'
  const answer = await call({ operation: 'list-slots', method: 'GET', path, status: 200, answer: SlotList })
  if (!answer.ok) throw new Fault('list-slots', `refused with ${answer.refusal.code}`, answer.requestId)
  const open = answer.value.items.filter((slot) => slot.remaining > 0)
  const first = Math.floor(place * open.length)
  for (let step = 0; step < Math.min(SLOT_ATTEMPTS, open.length); step++) {
    const slot = open[(first + step) % open.length]
    if (slot !== undefined && (await setDelivery(call, cart, slot.id))) return
  }
  if (cart.delivery !== 'pickup') await setDelivery(call, cart, null)
}
