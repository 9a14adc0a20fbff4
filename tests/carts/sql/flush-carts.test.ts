import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { fromNow, routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'
import { insertCart, insertCoupon, insertProduct, insertSlot } from '../../support/sql/shop-rows.ts'
import { lockStatement, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()
const WEEK = 7 * 86_400
const old = { created_at: fromNow(-WEEK - 1), updated_at: fromNow(-WEEK - 1) }

beforeEach(() => insertProduct(shop, 'A'))

const flush = (limit = 100) => shop.call('flush_carts', { limit })
const remainingCarts = async () =>
  (await shop.rows("select id from carts where id not like 'other%' order by id")).map(({ id }) => id)

describe('flush_carts', () => {
  test("deletes guests' carts that were unused for 7 days", async () => {
    await insertFlashSale(shop, 'sale', 'A')
    await insertClaim(shop, 'of-no-cart', 'sale')
    for (const id of ['a', 'b']) await insertCart(shop, id, old)
    expect(await flush()).toEqual({ processed: 2, remaining: 0 })
    expect(await remainingCarts()).toEqual([])
  })

  test('does not delete carts with content, customers’ carts or recent carts', async () => {
    await insertCoupon(shop, 'coupon')
    await insertSlot(shop, 'slot')
    await insertFlashSale(shop, 'sale', 'A')
    await insertCart(shop, 'customers', { ...old, customer_id: 'ann' })
    await insertCart(shop, 'filled', old, { A: 1 })
    await insertCart(shop, 'claims', old)
    await insertClaim(shop, 'claim', 'sale', { cart_id: 'claims' })
    await insertCart(shop, 'coupons', { ...old, coupon_code: 'COUPON' })
    await insertCart(shop, 'slots', { ...old, slot_id: 'slot', address: '{"line1": "Here"}' })
    await insertCart(shop, 'changed', { ...old, updated_at: fromNow(-WEEK) })
    await insertCart(shop, 'new', { ...old, created_at: fromNow(-WEEK) })
    await insertCart(shop, 'ordered', { ...old, status: 'ordered' })
    const before = await remainingCarts()
    expect(before).toHaveLength(8)
    expect(await flush()).toEqual({ processed: 0, remaining: 0 })
    expect(await remainingCarts()).toEqual(before)
  })

  test('oldest first, up to the limit, with the remaining count', async () => {
    await withoutIndexes(shop)
    for (const [id, age] of [
      ['youngest', 0.5],
      ['young', 1],
      ['oldest', 9],
      ['older', 5],
    ] as const) {
      await insertCart(shop, id, { ...old, created_at: fromNow(-WEEK - age) })
    }
    expect(await flush(2)).toEqual({ processed: 2, remaining: 1 })
    expect(await remainingCarts()).toEqual(['young', 'youngest'])
    expect(await flush(2)).toEqual({ processed: 2, remaining: 0 })
  })
})

describe.runIf(hasPostgres())('flush_carts beside another transaction', () => {
  test('a locked cart is skipped', async () => {
    const { shop, meet } = await twoSessions()
    for (const id of ['x-used', 'x-unused']) await insertCart(shop, id, old)
    const values = [JSON.stringify({ limit: 9 })]
    const met = await meet({ first: lockStatement('carts', 'id', 'x-used'), routine: 'flush_carts', values })
    expect(met).toEqual({ waited: false, meanwhile: undefined, answer: { processed: 1, remaining: 0 } })
    expect(await shop.rows("select id from carts where id like 'x-%'")).toEqual([{ id: 'x-used' }])
  })
})
