import { describe, expect, test } from 'vitest'
import { insertCapturedOrder } from '../../support/sql/captured-order.ts'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const DAY = 86_400

async function adjusted(status: string, payment: Record<string, Value>) {
  await insertCapturedOrder(shop, status, payment)
  await shop.run('adjust_payment_window', 'order')
  const row = await shop.row(
    `select extract(epoch from o.expires_at - now())::integer as "order", extract(epoch from h.expires_at - now())::integer as stock,
       extract(epoch from b.expires_at - now())::integer as slot
     from orders o join stock_holds h on h.order_id = o.id join slot_bookings b on b.order_id = o.id where o.id = 'order'`,
  )
  return row
}
const all = (seconds: number) => ({ order: seconds, stock: seconds, slot: seconds })

describe('adjust_payment_window', () => {
  test('processing: order, stock and slot are held for 24 hours', async () => {
    expect(await adjusted('pending_payment', { processing_at: fromNow(-60) })).toEqual(all(DAY - 60))
  })
  test('failed, tried again and processing: 24 hours', async () => {
    const payment = { failed_at: fromNow(-120), processing_at: fromNow(-60) }
    expect(await adjusted('pending_payment', payment)).toEqual(all(DAY - 60))
  })
  test('failed after it was processing: at most 15 minutes', async () => {
    const payment = { processing_at: fromNow(-120), failed_at: fromNow(-60) }
    expect(await adjusted('pending_payment', payment)).toEqual(all(15 * 60 - 60))
  })
  test('never processing: unchanged', async () => {
    expect(await adjusted('pending_payment', { failed_at: fromNow(-60) })).toEqual(all(900))
  })
  test('an order that is not pending: unchanged', async () => {
    expect(await adjusted('paid', { processing_at: fromNow(-60) })).toEqual(all(900))
  })
})
