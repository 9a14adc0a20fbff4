import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import {
  insertBooking,
  insertHolds,
  insertOrder,
  insertOrderLines,
  insertPayment,
  insertProduct,
  insertSales,
  insertSlot,
  readStock,
  slotColumns,
} from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const cancel = () => shop.write("select cancel_unpacked_order(o) from orders o where id = 'order'")
const facts = () =>
  shop.row(`select (select status from orders where id = 'order') as status,
    (select booked from delivery_slots where id = 's') as booked,
    (select sum(amount) from refunds where order_id = 'order') as refunded`)

beforeEach(async () => {
  await insertProduct(shop, 'A', { onHand: 10 })
  await insertSlot(shop, 's')
})

async function order(status: string, captured: number): Promise<void> {
  await insertOrder(shop, 'order', { status, ...slotColumns('s') })
  await insertOrderLines(shop, 'order', { A: 2 })
  await insertPayment(shop, 'order', { captured })
  await insertBooking(shop, 'order', 's')
}

describe('cancel_unpacked_order', () => {
  test('releases the holds of an unpaid order', async () => {
    await order('pending_payment', 0)
    await insertHolds(shop, 'order', { A: 2 })
    await cancel()
    expect(await facts()).toEqual({ status: 'cancelled', booked: 0, refunded: null })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 10, held: 0 })
  })

  test.for(['paid', 'picking'])('returns the stock of a %s order and requests a refund', async (status) => {
    await order(status, 1_000)
    await insertSales(shop, 'order', { A: 2 })
    await cancel()
    expect(await facts()).toEqual({ status: 'cancelled', booked: 0, refunded: 1_000 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 12, held: 0 })
  })
})
