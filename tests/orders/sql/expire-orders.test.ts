import { describe, expect, test } from 'vitest'
import { fromNow, routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'
import { insertHolds, insertOrder, insertPayment, insertProduct, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop({ lapsed: false })
const expire = (limit = 10) => shop.call('expire_orders', { limit })
const expired = async () =>
  (await shop.rows("select id from orders where status = 'expired' order by id")).map(({ id }) => id)

describe('expire_orders', () => {
  test('expires orders whose payment window has ended, also at this moment, and releases their holds', async () => {
    await insertProduct(shop, 'A')
    for (const [id, seconds] of [['long-ago', -60] as const, ['now', 0] as const, ['soon', 1] as const]) {
      await insertOrder(shop, id, { expires_at: fromNow(seconds) })
      await insertHolds(shop, id, { A: 2 }, seconds)
    }
    expect(await expire()).toEqual({ processed: 2, remaining: 0 })
    expect(await expired()).toEqual(['long-ago', 'now'])
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 2 })
    expect(await shop.rows("select topic from outbox where order_id = 'now'")).toEqual([{ topic: 'order_expired' }])
  })

  test('refunds a partial payment', async () => {
    await insertOrder(shop, 'part', { expires_at: fromNow(-1) })
    await insertPayment(shop, 'part', { captured: 400 })
    await expire()
    expect(await shop.rows("select amount, reason from refunds where order_id = 'part'")).toEqual([
      { amount: 400, reason: 'expired' },
    ])
  })

  test('skips paid orders', async () => {
    await insertOrder(shop, 'paid', { status: 'paid', expires_at: fromNow(-60) })
    expect(await expire()).toEqual({ processed: 0, remaining: 0 })
    expect(await expired()).toEqual([])
  })

  test('expires the oldest orders up to the limit and returns the remaining count', async () => {
    await withoutIndexes(shop)
    for (const [id, seconds] of [['b', -20] as const, ['a', -10] as const, ['c', -30] as const, ['d', 0] as const]) {
      await insertOrder(shop, id, { expires_at: fromNow(seconds) })
    }
    await insertOrder(shop, 'paid', { status: 'paid', expires_at: fromNow(-60) })
    await insertOrder(shop, 'soon', { expires_at: fromNow(60) })
    expect(await expire(2)).toEqual({ processed: 2, remaining: 2 })
    expect(await expired()).toEqual(['b', 'c'])
  })
})
