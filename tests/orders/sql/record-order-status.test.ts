import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(() => insertOrder(shop, 'order'))
const history = () =>
  shop.rows("select status, at > now() - interval '1 hour' as fresh from order_history where order_id = 'order'")

describe('record_order_status', () => {
  test('writes history and event', async () => {
    await shop.run('record_order_status', 'order', 'paid')
    expect(await history()).toEqual([{ status: 'paid', fresh: true }])
    expect(await shop.rows("select topic, order_id, lane, payload from outbox where order_id = 'order'")).toEqual([
      { topic: 'order_paid', order_id: 'order', lane: 'event', payload: { orderId: 'order' } },
    ])
  })

  test('updates the time of a repeated status', async () => {
    await shop.insert('order_history', { order_id: 'order', status: 'expired', at: fromNow(-86_400) })
    await shop.run('record_order_status', 'order', 'expired')
    expect(await history()).toEqual([{ status: 'expired', fresh: true }])
  })
})
