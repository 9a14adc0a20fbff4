import { beforeEach, expect, test } from 'vitest'
import * as z from 'zod'
import { insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { fromNow, routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'
import {
  insertBooking,
  insertCart,
  insertCoupon,
  insertOrder,
  insertProduct,
  insertSlot,
} from '../../support/sql/shop-rows.ts'

// One transaction a test: all rows have the same xmin, so that the fingerprint depends on the clock only.
const shop = await routineShop()

const Row = z.object({ readings: z.tuple([z.object({ fingerprint: z.string(), available: z.array(z.int()) })]) })
/** Without `call`: its savepoint would give later rows another xmin. */
async function read() {
  const request = JSON.stringify({ carts: [{ cartId: 'cart' }] })
  const row = await shop.row('select read_carts($1::jsonb) as readings', [request])
  return Row.parse(row).readings[0]
}

beforeEach(async () => {
  for (const sku of ['A', 'S']) await insertProduct(shop, sku)
  await insertCoupon(shop, 'c')
  await insertSlot(shop, 'slot')
  await insertOrder(shop, 'order')
  await insertBooking(shop, 'order', 'slot', 60)
  await insertCart(shop, 'cart', { coupon_code: 'C', slot_id: 'slot', address: '{"line1": "Here"}' }, { A: 3 })
  await insertFlashSale(shop, 'sale', 'S')
  await insertClaim(shop, 'claim', 'sale', { cart_id: 'cart' })
  const terms = { kind: 'bundle_free', quantity: 3, free_quantity: 1, description: '{"en": "P"}' }
  await shop.insert('promotions', { id: 'p', code: 'P', ...terms })
  await shop.insert('promotion_products', { promotion_id: 'p', sku: 'A' })
})

test.each([
  ['a promotion starts', 'promotions set starts_at', "id = 'p'"],
  ['a promotion ends', 'promotions set ends_at', "id = 'p'"],
  ['the coupon starts', 'coupons set starts_at', "id = 'c'"],
  ['the coupon ends', 'coupons set ends_at', "id = 'c'"],
  ['a claim expires', 'flash_sale_claims set expires_at', "id = 'claim'"],
  ['the slot closes', 'delivery_slots set cutoff_at', "id = 'slot'"],
  ['a booking of the slot expires', 'slot_bookings set expires_at', "order_id = 'order'"],
])('read_carts: the fingerprint changes exactly when %s', async (_, column, row) => {
  const editions = []
  for (const seconds of [2, 1, 0, -1]) {
    await shop.write(`update ${column} = now() + make_interval(secs => $1) where ${row}`, seconds)
    editions.push((await read()).fingerprint)
  }
  const [before, stillBefore, atThatMoment, after] = editions
  expect([stillBefore, after]).toEqual([before, atThatMoment])
  expect(atThatMoment).not.toBe(before)
})

test('read_carts: units of a hold that expires at this moment are available', async () => {
  await shop.write("update inventory set held = 5 where sku = 'A'")
  await shop.insert('stock_holds', { sku: 'A', order_id: 'order', quantity: 5, expires_at: fromNow(0) })
  expect((await read()).available).toEqual([100])
  await shop.write("update stock_holds set expires_at = now() + interval '1 second' where sku = 'A'")
  expect((await read()).available).toEqual([95])
})

test('read_carts: available quantities are in the line order of cart_view: by time, then by SKU', async () => {
  await withoutIndexes(shop)
  for (const [sku, onHand, seconds] of [
    ['D', 4, -60],
    ['C', 3, -60],
    ['E', 5, -90],
    ['B', 2, -60],
  ] as const) {
    await insertProduct(shop, sku, { onHand })
    await shop.insert('cart_lines', { cart_id: 'cart', sku, quantity: 1, added_at: fromNow(seconds) })
  }
  const view = z
    .object({ lines: z.array(z.object({ available: z.int() })) })
    .parse(await shop.call('cart_view', { cartId: 'cart' }))
  expect((await read()).available).toEqual([5, 2, 3, 4, 100])
  expect(view.lines.map(({ available }) => available)).toEqual([5, 2, 3, 4, 100])
})
