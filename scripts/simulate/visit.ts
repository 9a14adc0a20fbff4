import { chooseSlot } from './choose-slot.ts'
import { type Caller, caller, type Shop } from './client.ts'
import { Fault, Interruption } from './fault.ts'
import { cancelOrder, type PlacedOrder, readOrder, sendOrderAgain } from './order.ts'
import { payOrder } from './pay-order.ts'
import { placeOrder } from './place-order.ts'
import type { Plan } from './plan.ts'
import { openCart, setCoupon, setDelivery, setLine } from './shopping-cart.ts'
import type { Ending, Tally } from './tally.ts'

/** One shopper's visit, from the empty cart to the end of the order. Never rejects: errors are in the tally. */
export async function visit(shop: Shop, plan: Plan): Promise<Ending> {
  const { tally } = shop
  try {
    const ending = await shopAndOrder(caller(shop, plan.shopper), shop, plan)
    tally.ending(ending)
    return ending
  } catch (error) {
    const ending: Ending = { kind: error instanceof Interruption ? 'interrupted' : 'faulty' }
    if (ending.kind === 'faulty') tally.fault(plan.shopper, error)
    tally.ending(ending)
    return ending
  }
}

async function shopAndOrder(call: Caller, { tally, run, injectsFailures }: Shop, plan: Plan): Promise<Ending> {
  const cart = await openCart(call)
  for (const [sku, quantity] of plan.wanted) await setLine(call, cart, sku, quantity)
  if (plan.coupon !== null) await setCoupon(call, cart, plan.coupon)
  if (plan.delivery) await chooseSlot(call, cart, plan.slotPlace)
  else await setDelivery(call, cart, null)

  const placement = await placeOrder(call, plan, cart, run)
  if ('refusedWith' in placement) return { kind: 'refused', code: placement.refusedWith }
  const order = placement.placed
  tally.placed(order.id)

  if (plan.orderSentAgain === 'at_once') await sendAgain(call, order, tally)
  const never = plan.payment === 'never' && order.paymentId !== null
  const kind = never ? await cancel(call, order) : await payOrder(call, plan, order, { tally, injectsFailures })
  if (plan.orderSentAgain === 'after_payment') await sendAgain(call, order, tally)
  return { kind }
}

async function sendAgain(call: Caller, order: PlacedOrder, tally: Tally): Promise<void> {
  await sendOrderAgain(call, order)
  tally.repetitions.ordersSentAgain++
}

async function cancel(call: Caller, order: PlacedOrder): Promise<'cancelled'> {
  await cancelOrder(call, order)
  const { status, requestId } = await readOrder(call, order)
  if (status === 'cancelled') return status
  throw new Fault('get-order', `cancelled by the shopper, it is ${status}`, requestId)
}
