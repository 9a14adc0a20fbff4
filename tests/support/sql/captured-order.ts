import type { RoutineShop, Value } from './routine-shop.ts'
import {
  insertBooking,
  insertHolds,
  insertOrder,
  insertOrderLines,
  insertPayment,
  insertProduct,
  insertSlot,
  slotColumns,
} from './shop-rows.ts'

/** An order of 2 A in a slot, in this status, with these facts of its payment of 1,000; whether it still holds. */
export async function insertCapturedOrder(
  shop: RoutineShop,
  status: string,
  payment: Record<string, Value>,
  { holds = true } = {},
): Promise<void> {
  await insertProduct(shop, 'A', { onHand: 10 })
  await insertSlot(shop, 's')
  await insertOrder(shop, 'order', { ...slotColumns('s'), status })
  await insertOrderLines(shop, 'order', { A: 2 })
  await insertPayment(shop, 'order', payment)
  if (!holds) return
  await insertHolds(shop, 'order', { A: 2 })
  await insertBooking(shop, 'order', 's')
}

export const readOrderStatus = async (shop: RoutineShop) =>
  (await shop.row("select status from orders where id = 'order'"))?.status

export const readRequestedRefunds = (shop: RoutineShop) =>
  shop.rows("select amount, reason from refunds where order_id = 'order' and reason <> 'test'")

export const countHolds = (shop: RoutineShop) =>
  shop.row(`select (select count(*) from stock_holds where order_id = 'order') as holds,
    (select count(*) from slot_bookings where order_id = 'order') as places`)

export const readPaymentFacts = (shop: RoutineShop) =>
  shop.row(`select refunded, disputed_at is not null as disputed, updated_at = now() as touched
    from orders where id = 'order'`)
