import { beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { testDatabase } from '../../support/database.ts'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { fromNow, shopOf } from '../../support/sql/routine-shop.ts'
import { openSession } from '../../support/sql/sessions.ts'
import {
  insertCart,
  insertCoupon,
  insertOrder,
  insertProduct,
  insertSlot,
  insertZone,
} from '../../support/sql/shop-rows.ts'

// Several transactions a test: the fingerprint depends on the transactions that wrote the rows.
const own = await testDatabase()
const shop = shopOf(await openSession(own))

const Reading = z.object({
  fingerprint: z.string(),
  available: z.array(z.int()),
  view: z.looseObject({ lines: z.array(z.looseObject({ available: z.int() })), now: z.string() }).nullable(),
})
async function readAll(...carts: object[]) {
  return z.array(Reading).parse(await own.database.call('read_carts', { carts }))
}
async function read(more: object = {}) {
  const [reading] = await readAll({ cartId: 'cart', customerId: 'ann', ...more })
  if (reading === undefined) throw new Error('no cart was returned')
  return reading
}

const use = (order: string, coupon: string, customer: string) =>
  `insert into coupon_redemptions (order_id, coupon_id, customer, identity, discount)
    values ('${order}', '${coupon}', '${customer}', '${customer}', 1)`

/** A fingerprint with everything that it covers. */
async function look() {
  const { fingerprint, view } = await read()
  const { lines = [], now: _, ...rest } = view ?? {}
  return { fingerprint, priced: { ...rest, lines: lines.map(({ available: _, ...line }) => line) } }
}

beforeEach(async () => {
  await shop.write(`truncate categories, products, promotions, customers, coupons, delivery_zones, delivery_slots,
    flash_sales, carts, orders cascade`)
  await shop.insert('categories', { id: 'top', slug: 'top', name: '{"en": "Top"}' })
  await shop.insert('categories', { id: 'leaf', slug: 'leaf', parent_id: 'top', name: '{"en": "Leaf"}' })
  for (const sku of ['B', 'A', 'C', 'S']) await insertProduct(shop, sku, { category_id: 'leaf' })
  await insertCustomer(shop, 'ann')
  await insertCustomer(shop, 'bob')
  await insertCoupon(shop, 'c', { category_ids: ['top'] })
  await insertZone(shop, 'near', { districts: ['here'] })
  await insertZone(shop, 'far', { districts: ['there'] })
  await insertSlot(shop, 'slot', { zone_ids: ['near'] })
  await insertCoupon(shop, 'another')
  await insertSlot(shop, 'another')
  await insertCart(shop, 'another', {}, { A: 1, C: 1 })
  for (const id of ['one', 'two']) await insertOrder(shop, id, { customer_id: 'ann' })
  const delivery = { slot_id: 'slot', address: '{"line1": "1", "district": "Here"}' }
  await insertCart(shop, 'cart', { customer_id: 'ann', coupon_code: 'C', ...delivery })
  await shop.insert('cart_lines', { cart_id: 'cart', sku: 'B', quantity: 2, added_at: fromNow(-2) })
  await shop.insert('cart_lines', { cart_id: 'cart', sku: 'A', quantity: 2, added_at: fromNow(-1) })
  for (const [id, sku] of [
    ['sale', 'S'],
    ['another', 'C'],
  ] as const) {
    await insertFlashSale(shop, id, sku)
    await insertClaim(shop, `of-${id}`, id, { cart_id: id === 'sale' ? 'cart' : 'another' })
  }
  const promotion = { kind: 'bundle_free', quantity: 3, free_quantity: 1, description: '{"en": "P"}' }
  for (const id of ['p', 'q']) await shop.insert('promotions', { id, code: id.toUpperCase(), ...promotion })
  await shop.insert('promotions', { id: 'w', code: 'W', active: false, ...promotion })
  for (const [promotion_id, sku] of [
    ['p', 'A'],
    ['q', 'C'],
    ['w', 'A'],
  ] as const) {
    await shop.insert('promotion_products', { promotion_id, sku })
  }
})

describe('read_carts, one cart', () => {
  test('returns only the available quantities for a known fingerprint, in line order', async () => {
    const { fingerprint, view } = await read()
    expect(view).toMatchObject({ lines: [{ sku: 'B' }, { sku: 'A' }] })
    await shop.write("update inventory set on_hand = 7, held = 1 where sku = 'B'")
    expect(await read({ knownFingerprint: fingerprint })).toEqual({ fingerprint, available: [6, 100], view: null })
  })

  test('counts only expired holds as available', async () => {
    await shop.write("update inventory set on_hand = 9, held = 5 where sku = 'A'")
    await shop.write("update inventory set on_hand = 9, held = 1 where sku = 'B'")
    await shop.insert('stock_holds', { sku: 'B', order_id: 'one', quantity: 1, expires_at: fromNow(-1) })
    await shop.insert('stock_holds', { sku: 'A', order_id: 'one', quantity: 3, expires_at: fromNow(-1) })
    await shop.insert('stock_holds', { sku: 'A', order_id: 'two', quantity: 2, expires_at: fromNow(60) })
    const { available, view } = await read()
    expect([available, view?.lines.map((line) => line.available)]).toEqual([
      [9, 7],
      [9, 7],
    ])
  })

  test('returns the view for another fingerprint or none', async () => {
    for (const knownFingerprint of ['another', null, undefined])
      expect((await read({ knownFingerprint })).view).not.toBeNull()
  })

  test.each(['bob', null])('is not found for another caller with its fingerprint: %s', async (customerId) => {
    const { fingerprint } = await read()
    const other = await read({ customerId, knownFingerprint: fingerprint })
    expect(other.view).toBeNull()
    expect(other.fingerprint).not.toBe(fingerprint)
  })

  test('an unknown cart', async () => {
    expect((await read({ cartId: 'nothing' })).view).toBeNull()
  })

  test('without lines, coupon and delivery', async () => {
    await insertCart(shop, 'empty')
    expect(await read({ cartId: 'empty', customerId: null })).toMatchObject({ available: [], view: { lines: [] } })
  })
})

describe('read_carts, of several carts', () => {
  test('returns the same results as single reads, in request order', async () => {
    await insertCart(shop, 'beside', {}, { B: 1 })
    const requests = [
      { cartId: 'beside' },
      { cartId: 'cart', customerId: 'ann' },
      { cartId: 'nothing' },
      { cartId: 'cart', customerId: 'bob' },
      { cartId: 'beside' },
    ]
    const single: string[] = []
    for (const request of requests) single.push(...(await readAll(request)).map(({ fingerprint }) => fingerprint))
    const together = await readAll(...requests)
    expect(together.map(({ fingerprint }) => fingerprint)).toEqual(single)
    expect(together.map(({ view }) => view?.lines.map(({ sku }) => sku) ?? null)).toEqual([
      ['B'],
      ['B', 'A'],
      null,
      null,
      ['B'],
    ])
    const [first, second] = await readAll(
      ...requests.map((request, at) => ({ ...request, knownFingerprint: single[at] })).slice(0, 2),
    )
    expect([first, second]).toEqual([
      { fingerprint: single[0], available: [100], view: null },
      { fingerprint: single[1], available: second?.available, view: null },
    ])
  })

  test('an empty request', async () => {
    expect(await readAll()).toEqual([])
  })
})

describe('read_carts, what changes the fingerprint', () => {
  test.each([
    ['the cart', "update carts set version = version + 1 where id = 'cart'"],
    ['a quantity', "update cart_lines set quantity = 3 where cart_id = 'cart' and sku = 'A'"],
    ['another line', "insert into cart_lines (cart_id, sku, quantity) values ('cart', 'C', 1)"],
    ['a removed line', "delete from cart_lines where cart_id = 'cart' and sku = 'B'"],
    ['a price', "update products set price = 600 where sku = 'A'"],
    ['a product’s category', "update products set category_id = 'top' where sku = 'A'"],
    ['the subcategories of the coupon’s category', "update categories set parent_id = null where id = 'leaf'"],
    ['a claim', "update flash_sale_claims set quantity = 2 where id = 'of-sale'"],
    ['the name of a claim’s product', `update products set name = '{"en": "New"}' where sku = 'S'`],
    ['a claim that leaves the cart', "update flash_sale_claims set cart_id = null where id = 'of-sale'"],
    ['a promotion’s terms', "update promotions set free_quantity = 2 where id = 'p'"],
    ['a promotion of another product', "insert into promotion_products values ('p', 'B')"],
    ['another promotion', "insert into promotion_products values ('q', 'A')"],
    ['a deactivated promotion', "update promotions set active = false where id = 'p'"],
    ['the coupon', "update coupons set value = 200 where id = 'c'"],
    ['a use of the coupon', use('one', 'c', 'ann')],
    ['the slot', "update delivery_slots set fee = 400 where id = 'slot'"],
    ['the zones of the slot', "update delivery_slots set zone_ids = '{far}' where id = 'slot'"],
    ['the zone', "update delivery_zones set fee = 9 where id = 'near'"],
    ['the areas of the zone', "update delivery_zone_areas set zone_id = 'far' where area = 'here'"],
    ['the birth date', "update customers set birth_date = '2000-01-01' where id = 'ann'"],
  ])('%s', async (_, change) => {
    const before = await look()
    await shop.write(change)
    const after = await look()
    expect(after.priced).not.toEqual(before.priced)
    expect(after.fingerprint).not.toBe(before.fingerprint)
  })

  test('a category’s parent matters only for a coupon with categories', async () => {
    await insertCoupon(shop, 'd', { skus: ['A'] })
    await insertCart(shop, 'of-products', { coupon_code: 'D' }, { A: 1 })
    const before = await read({ cartId: 'of-products' })
    await shop.write("update categories set parent_id = nullif('top', parent_id) where id = 'leaf'")
    expect(await read({ cartId: 'of-products', knownFingerprint: before.fingerprint })).toMatchObject({ view: null })
  })

  test.each([
    ['another cart', "update cart_lines set quantity = quantity + 1 where cart_id = 'another'"],
    ['another product', "update products set price = price + 1 where sku = 'C'"],
    ['the category of another product', "update products set category_id = 'top' where sku = 'C'"],
    ['a promotion of another product', "update promotions set free_quantity = 2 where id = 'q'"],
    ['a deactivated promotion', "update promotions set free_quantity = 2 where id = 'w'"],
    ['a claim in another cart', "update flash_sale_claims set quantity = 2 where id = 'of-another'"],
    ['another’s use of the coupon', use('one', 'c', 'bob')],
    ['a use of another coupon', use('one', 'another', 'ann')],
    [
      'an expired booking of another slot',
      "insert into slot_bookings (order_id, slot_id, expires_at) values ('one', 'another', now() - interval '1 second')",
    ],
    ['stock', "update inventory set on_hand = on_hand + 1 where sku = 'A'"],
    ['time alone', 'select pg_sleep(0.01)'],
  ])('not: %s', async (_, change) => {
    const { fingerprint } = await read()
    await shop.write(change)
    expect(await read({ knownFingerprint: fingerprint })).toMatchObject({ fingerprint, view: null })
  })
})
