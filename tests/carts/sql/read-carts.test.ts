import { beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { testDatabase } from '../../support/database.ts'
import { fromNow, shopOf } from '../../support/sql/routine-shop.ts'
import { openSession } from '../../support/sql/sessions.ts'
import { accountOf } from '../../support/sql/small-accounts.ts'
import { claimOf, saleOf } from '../../support/sql/small-sales.ts'
import { cartOf, couponOf, goods, orderOf, slotOf, zoneOf } from '../../support/sql/small-shop.ts'

// Not one transaction a test: an edition goes by the transactions that wrote the rows.
const made = await testDatabase()
const shop = shopOf(await openSession(made))

const Reading = z.object({
  edition: z.string(),
  available: z.array(z.int()),
  view: z.looseObject({ lines: z.array(z.looseObject({ available: z.int() })), now: z.string() }).nullable(),
})
async function readAll(...carts: object[]) {
  return z.array(Reading).parse(await made.database.call('read_carts', { carts }))
}
async function read(more: object = {}) {
  const [reading] = await readAll({ cartId: 'cart', customerId: 'ann', ...more })
  if (reading === undefined) throw new Error('no cart was answered')
  return reading
}

const use = (order: string, coupon: string, customer: string) =>
  `insert into coupon_redemptions (order_id, coupon_id, customer, discount) values ('${order}', '${coupon}', '${customer}', 1)`

/** An edition, and all that it stands for. */
async function look() {
  const { edition, view } = await read()
  const { lines = [], now: _, ...rest } = view ?? {}
  return { edition, told: { ...rest, lines: lines.map(({ available: _, ...line }) => line) } }
}

beforeEach(async () => {
  await shop.write(`truncate categories, products, promotions, customers, coupons, delivery_zones, delivery_slots,
    flash_sales, carts, orders cascade`)
  await shop.insert('categories', { id: 'top', slug: 'top', name: '{"en": "Top"}' })
  await shop.insert('categories', { id: 'leaf', slug: 'leaf', parent_id: 'top', name: '{"en": "Leaf"}' })
  for (const sku of ['B', 'A', 'C', 'S']) await goods(shop, sku, { category_id: 'leaf' })
  await accountOf(shop, 'ann')
  await accountOf(shop, 'bob')
  await couponOf(shop, 'c', { category_ids: ['top'] })
  await zoneOf(shop, 'near', { districts: ['here'] })
  await zoneOf(shop, 'far', { districts: ['there'] })
  await slotOf(shop, 'slot', { zone_ids: ['near'] })
  await couponOf(shop, 'another')
  await slotOf(shop, 'another')
  await cartOf(shop, 'another', {}, { A: 1, C: 1 })
  for (const id of ['one', 'two']) await orderOf(shop, id, { customer_id: 'ann' })
  const delivery = { slot_id: 'slot', address: '{"line1": "1", "district": "Here"}' }
  await cartOf(shop, 'cart', { customer_id: 'ann', coupon_code: 'C', ...delivery })
  await shop.insert('cart_lines', { cart_id: 'cart', sku: 'B', quantity: 2, added_at: fromNow(-2) })
  await shop.insert('cart_lines', { cart_id: 'cart', sku: 'A', quantity: 2, added_at: fromNow(-1) })
  for (const [id, sku] of [
    ['sale', 'S'],
    ['another', 'C'],
  ] as const) {
    await saleOf(shop, id, sku)
    await claimOf(shop, `of-${id}`, id, { cart_id: id === 'sale' ? 'cart' : 'another' })
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

describe('read_carts, of a cart that is known', () => {
  test('says only what is left of its goods, in the order of its lines', async () => {
    const { edition, view } = await read()
    expect(view).toMatchObject({ lines: [{ sku: 'B' }, { sku: 'A' }] })
    await shop.write("update inventory set on_hand = 7, held = 1 where sku = 'B'")
    expect(await read({ known: edition })).toEqual({ edition, available: [6, 100], view: null })
  })

  test('counts holds that have lapsed as available, and no others', async () => {
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

  test('tells all of it to whoever knows another edition, or none', async () => {
    for (const known of ['another', null, undefined]) expect((await read({ known })).view).not.toBeNull()
  })

  test.each(['bob', null])('does not exist for another who knows its edition: %s', async (customerId) => {
    const { edition } = await read()
    const other = await read({ customerId, known: edition })
    expect(other.view).toBeNull()
    expect(other.edition).not.toBe(edition)
  })

  test('is not there', async () => {
    expect((await read({ cartId: 'nothing' })).view).toBeNull()
  })

  test('without goods, coupon and delivery', async () => {
    await cartOf(shop, 'empty')
    expect(await read({ cartId: 'empty', customerId: null })).toMatchObject({ available: [], view: { lines: [] } })
  })
})

describe('read_carts, of several carts', () => {
  test('answers each as it would alone, in the order in which they were asked for', async () => {
    await cartOf(shop, 'beside', {}, { B: 1 })
    const asked = [
      { cartId: 'beside' },
      { cartId: 'cart', customerId: 'ann' },
      { cartId: 'nothing' },
      { cartId: 'cart', customerId: 'bob' },
      { cartId: 'beside' },
    ]
    const alone: string[] = []
    for (const request of asked) alone.push(...(await readAll(request)).map(({ edition }) => edition))
    const together = await readAll(...asked)
    expect(together.map(({ edition }) => edition)).toEqual(alone)
    expect(together.map(({ view }) => view?.lines.map(({ sku }) => sku) ?? null)).toEqual([
      ['B'],
      ['B', 'A'],
      null,
      null,
      ['B'],
    ])
    const [first, second] = await readAll(...asked.map((request, at) => ({ ...request, known: alone[at] })).slice(0, 2))
    expect([first, second]).toEqual([
      { edition: alone[0], available: [100], view: null },
      { edition: alone[1], available: second?.available, view: null },
    ])
  })

  test('answers nothing to nobody', async () => {
    expect(await readAll()).toEqual([])
  })
})

describe('read_carts, what makes another edition', () => {
  test.each([
    ['the cart', "update carts set version = version + 1 where id = 'cart'"],
    ['a quantity', "update cart_lines set quantity = 3 where cart_id = 'cart' and sku = 'A'"],
    ['another line', "insert into cart_lines (cart_id, sku, quantity) values ('cart', 'C', 1)"],
    ['a line less', "delete from cart_lines where cart_id = 'cart' and sku = 'B'"],
    ['a price', "update products set price = 600 where sku = 'A'"],
    ['a product’s category', "update products set category_id = 'top' where sku = 'A'"],
    ['what lies in the coupon’s category', "update categories set parent_id = null where id = 'leaf'"],
    ['a claim', "update flash_sale_claims set quantity = 2 where id = 'of-sale'"],
    ['the name of a claim’s product', `update products set name = '{"en": "New"}' where sku = 'S'`],
    ['a claim that leaves the cart', "update flash_sale_claims set cart_id = null where id = 'of-sale'"],
    ['a promotion’s terms', "update promotions set free_quantity = 2 where id = 'p'"],
    ['a promotion of another product', "insert into promotion_products values ('p', 'B')"],
    ['another promotion', "insert into promotion_products values ('q', 'A')"],
    ['a promotion that was withdrawn', "update promotions set active = false where id = 'p'"],
    ['the coupon', "update coupons set value = 200 where id = 'c'"],
    ['a use of the coupon', use('one', 'c', 'ann')],
    ['the slot', "update delivery_slots set fee = 400 where id = 'slot'"],
    ['where the slot goes', "update delivery_slots set zone_ids = '{far}' where id = 'slot'"],
    ['the zone', "update delivery_zones set fee = 9 where id = 'near'"],
    ['where the zone lies', "update delivery_zone_areas set zone_id = 'far' where area = 'here'"],
    ['the birth date', "update customers set birth_date = '2000-01-01' where id = 'ann'"],
  ])('%s', async (_, change) => {
    const before = await look()
    await shop.write(change)
    const after = await look()
    expect(after.told).not.toEqual(before.told)
    expect(after.edition).not.toBe(before.edition)
  })

  test('a coupon of categories alone asks where they lie', async () => {
    await couponOf(shop, 'd', { skus: ['A'] })
    await cartOf(shop, 'of-goods', { coupon_code: 'D' }, { A: 1 })
    const before = await read({ cartId: 'of-goods' })
    await shop.write("update categories set parent_id = nullif('top', parent_id) where id = 'leaf'")
    expect(await read({ cartId: 'of-goods', known: before.edition })).toMatchObject({ view: null })
  })

  test.each([
    ['another cart', "update cart_lines set quantity = quantity + 1 where cart_id = 'another'"],
    ['another product', "update products set price = price + 1 where sku = 'C'"],
    ['where another product lies', "update products set category_id = 'top' where sku = 'C'"],
    ['a promotion of another product', "update promotions set free_quantity = 2 where id = 'q'"],
    ['a promotion that was withdrawn', "update promotions set free_quantity = 2 where id = 'w'"],
    ['a claim in another cart', "update flash_sale_claims set quantity = 2 where id = 'of-another'"],
    ['another’s use of the coupon', use('one', 'c', 'bob')],
    ['a use of another coupon', use('one', 'another', 'ann')],
    [
      'a place in another slot that lapsed',
      "insert into slot_bookings (order_id, slot_id, expires_at) values ('one', 'another', now() - interval '1 second')",
    ],
    ['stock', "update inventory set on_hand = on_hand + 1 where sku = 'A'"],
    ['time alone', 'select pg_sleep(0.01)'],
  ])('not: %s', async (_, change) => {
    const { edition } = await read()
    await shop.write(change)
    expect(await read({ known: edition })).toMatchObject({ edition, view: null })
  })
})
