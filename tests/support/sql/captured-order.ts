import type { RoutineShop, Value } from './routine-shop.ts'
import { bookingOf, insertProduct, holdsOf, inSlot, linesOf, orderOf, paymentOf, slotOf } from './shop-rows.ts'

/** An order of 2 A in a slot, in this status, with these facts of its payment of 1,000; whether it still holds. */
export async function capturedOrder(
  shop: RoutineShop,
  status: string,
  payment: Record<string, Value>,
  { holds = true } = {},
): Promise<void> {
  await insertProduct(shop, 'A', { onHand: 10 })
  await slotOf(shop, 's')
  await orderOf(shop, 'order', { ...inSlot('s'), status })
  await linesOf(shop, 'order', { A: 2 })
  await paymentOf(shop, 'order', payment)
  if (!holds) return
  await holdsOf(shop, 'order', { A: 2 })
  await bookingOf(shop, 'order', 's')
}

export const statusOf = async (shop: RoutineShop) =>
  (await shop.row("select status from orders where id = 'order'"))?.status

export const requestedRefunds = (shop: RoutineShop) =>
  shop.rows("select amount, reason from refunds where order_id = 'order' and reason <> 'test'")

export const holding = (shop: RoutineShop) =>
  shop.row(`select (select count(*) from stock_holds where order_id = 'order') as holds,
    (select count(*) from slot_bookings where order_id = 'order') as places`)

export const factsOf = (shop: RoutineShop) =>
  shop.row(`select refunded, disputed_at is not null as disputed, updated_at = now() as touched
    from orders where id = 'order'`)
