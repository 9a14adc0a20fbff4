import { beforeEach, describe, expect, test } from 'vitest'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertOrder, insertProduct, insertSlot } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const brand = '{"type": "brand"}'
const similar = '{"type": "similar"}'

beforeEach(async () => {
  for (const sku of ['A', 'B', 'C']) await insertProduct(shop, sku)
  await insertSlot(shop, 'customers')
  await insertSlot(shop, 'guests')
  await insertCustomer(shop, 'ann')
  await insertCart(
    shop,
    'guest',
    { coupon_code: 'GUESTS', slot_id: 'guests', address: '{"line1": "There"}' },
    { A: 1, B: 2 },
  )
  await insertCart(shop, 'neighbour', {}, { A: 1 })
})

const merge = (more: object = {}) =>
  shop.call('merge_cart', {
    ...{ cartId: 'guest', customerId: 'ann', newCartId: 'new', currency: 'JPY', lineLimit: 3, largestQuantity: 100 },
    ...more,
  })
const linesOf = (id: string) =>
  shop.rows(
    'select sku, quantity, substitution ->> $2 as substitution from cart_lines where cart_id = $1 order by sku',
    [id, 'type'],
  )
const cart = (id: string) =>
  shop.row(
    `select status, customer_id, merged_into, coupon_code, slot_id, address, version, updated_at = now() as touched
     from carts where id = $1`,
    [id],
  )
const emptied = { coupon_code: null, slot_id: null, address: null }

describe('merge_cart', () => {
  test('without a customer’s cart: everything moves to a new one; the guest’s is empty and refers to it', async () => {
    const view = await merge()
    expect(await linesOf('new')).toEqual([
      { sku: 'A', quantity: 1, substitution: 'none' },
      { sku: 'B', quantity: 2, substitution: 'none' },
    ])
    expect(await cart('new')).toEqual({
      ...{ status: 'open', customer_id: 'ann', merged_into: null, coupon_code: 'GUESTS', slot_id: 'guests' },
      ...{ address: { line1: 'There' }, version: 2, touched: true },
    })
    const merged = { status: 'merged', customer_id: 'ann', merged_into: 'new', ...emptied, version: 2, touched: true }
    expect(await cart('guest')).toEqual(merged)
    expect(await linesOf('guest')).toEqual([])
    expect(view).toEqual({ ...Object(await shop.call('cart_view', { cartId: 'new', customerId: 'ann' })), dropped: [] })
    expect(view).toMatchObject({ cart: { id: 'new', currency: 'JPY' } })
    expect(await cart('neighbour')).toMatchObject({ status: 'open', customer_id: null })
    expect(await linesOf('neighbour')).toHaveLength(1)
  })

  test('adds quantities of the same product; what the decision names stays', async () => {
    const own = { customer_id: 'ann', coupon_code: 'CUSTOMERS', slot_id: 'customers', address: '{"line1": "Here"}' }
    await insertCart(shop, 'open', { ...own, updated_at: fromNow(-60) }, { B: 3, C: 4 })
    const decision = {
      ...{ guestVersion: 1, customerVersion: 1, coupon: 'customer', couponReason: null },
      ...{ delivery: 'customer', deliveryReason: 'slot_full' },
    }
    expect(await merge({ decision })).toMatchObject({
      cart: { id: 'open' },
      dropped: [
        { kind: 'coupon', couponCode: 'GUESTS', reason: null },
        { kind: 'delivery', slotId: 'guests', reason: 'slot_full' },
      ],
    })
    expect((await linesOf('open')).map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['A', 1],
      ['B', 5],
      ['C', 4],
    ])
    expect(await cart('open')).toMatchObject({
      coupon_code: 'CUSTOMERS',
      slot_id: 'customers',
      address: { line1: 'Here' },
      version: 2,
      touched: true,
    })
    expect(await shop.rows("select from carts where id = 'new'")).toEqual([])
  })

  test('takes over a coupon or delivery that the customer’s cart does not have', async () => {
    await insertCart(shop, 'open', { customer_id: 'ann' })
    expect(await merge()).toMatchObject({ dropped: [] })
    expect(await cart('open')).toMatchObject({
      coupon_code: 'GUESTS',
      slot_id: 'guests',
      address: { line1: 'There' },
    })
    await insertCart(shop, 'second', {}, { A: 1 })
    expect(await merge({ cartId: 'second' })).toMatchObject({ dropped: [] })
    expect(await cart('open')).toMatchObject({ coupon_code: 'GUESTS', slot_id: 'guests' })
  })

  test('two coupons or deliveries: nothing changes until the caller decides about these versions', async () => {
    const own = { customer_id: 'ann', coupon_code: 'CUSTOMERS', pickup: true, updated_at: fromNow(-90) }
    await insertCart(shop, 'open', own, { B: 3 })
    const view = (side: object) => ({ version: 1, view: { lines: [{ sku: 'A' }, { sku: 'B', quantity: 5 }], ...side } })
    const choices = {
      newerCoupon: 'guest',
      newerDelivery: 'guest',
      guest: view({ slot: { id: 'guests' } }),
      customer: view({ slot: null }),
    }
    expect(await merge()).toMatchObject({ choices })
    const decision = { guestVersion: 1, customerVersion: 1, coupon: 'guest', delivery: 'guest' }
    expect(await merge({ decision: { ...decision, customerVersion: 2 } })).toMatchObject({ choices })
    expect([await linesOf('guest'), await linesOf('open')].map((lines) => lines.length)).toEqual([2, 1])
    const merged = await merge({ decision })
    expect(merged).toMatchObject({
      dropped: [
        { kind: 'coupon', couponCode: 'CUSTOMERS' },
        { kind: 'delivery', pickup: true },
      ],
    })
    expect(await cart('open')).toMatchObject({ coupon_code: 'GUESTS', slot_id: 'guests', version: 2 })
    expect(await merge()).toEqual(merged)
  })

  test('the newer choice is named by its own time, not by the last change of the cart', async () => {
    const times = { coupon_chosen_at: fromNow(-50), delivery_chosen_at: fromNow(-10) }
    await shop.write(
      "update carts set coupon_chosen_at = now() - interval '20 seconds', delivery_chosen_at = now() - interval '20 seconds' where id = 'guest'",
    )
    await insertCart(shop, 'open', { customer_id: 'ann', coupon_code: 'C', pickup: true, ...times })
    expect(await merge()).toMatchObject({ choices: { newerCoupon: 'guest', newerDelivery: 'customer' } })
  })

  test('a line without a substitution takes the guest’s', async () => {
    await insertCart(shop, 'open', { customer_id: 'ann' }, { A: 1, B: 1 })
    await shop.write("update cart_lines set substitution = $1 where cart_id = 'guest'", similar)
    await shop.write("update cart_lines set substitution = $1 where cart_id = 'open' and sku = 'A'", brand)
    expect(await merge()).toMatchObject({
      dropped: [{ kind: 'substitution', sku: 'A', substitution: { type: 'similar' } }],
    })
    expect((await linesOf('open')).map(({ substitution }) => substitution)).toEqual(['brand', 'similar'])
  })

  test('a moved line has its substitution and its time', async () => {
    await shop.write("update cart_lines set substitution = $1 where cart_id = 'guest'", similar)
    await shop.insert('cart_lines', { cart_id: 'guest', sku: 'C', quantity: 1, added_at: fromNow(-500) })
    await merge()
    expect((await linesOf('new')).map(({ substitution }) => substitution)).toEqual(['similar', 'similar', 'none'])
    const age =
      "select (now() - added_at) = interval '500 seconds' as same from cart_lines where cart_id = 'new' and sku = 'C'"
    expect(await shop.row(age)).toEqual({ same: true })
  })

  test('limits a line to the largest quantity', async () => {
    await insertCart(shop, 'open', { customer_id: 'ann' }, { A: 99, B: 99 })
    expect(await merge()).toMatchObject({ dropped: [{ kind: 'quantity', sku: 'B', quantity: 1 }] })
    expect((await linesOf('open')).map(({ quantity }) => quantity)).toEqual([100, 100])
  })

  test('cart_too_large: nothing is merged, and no line is lost', async () => {
    await insertCart(shop, 'open', { customer_id: 'ann' }, { B: 3, C: 4 })
    expect(await merge({ lineLimit: 2 })).toEqual({ refused: 'cart_too_large', facts: { lineLimit: 2, lines: 3 } })
    expect([await linesOf('guest'), await linesOf('open')].map((lines) => lines.length)).toEqual([2, 2])
    expect(await cart('guest')).toMatchObject({ status: 'open', customer_id: null })
  })

  test('as many lines as allowed', async () => {
    await insertCart(shop, 'open', { customer_id: 'ann' }, { C: 4 })
    expect(await merge({ lineLimit: 3 })).toMatchObject({ lines: [{}, {}, {}] })
  })

  test('claims are moved and count as lines; claims of other carts stay', async () => {
    await shop.insert('flash_sales', {
      ...{ id: 'sale', sku: 'C', price: 5, allocation: 9, per_customer_limit: 9, claimed: 2 },
      ...{ starts_at: fromNow(-9), ends_at: fromNow(900) },
    })
    for (const [id, cart_id] of [
      ['claim', 'guest'],
      ['far', 'neighbour'],
    ] as const) {
      const claim = { id, sale_id: 'sale', customer_id: 'ann', quantity: 1, price: 5, status: 'held', cart_id }
      await shop.insert('flash_sale_claims', { ...claim, expires_at: fromNow(900) })
    }
    expect(await merge({ lineLimit: 2 })).toEqual({ refused: 'cart_too_large', facts: { lineLimit: 2, lines: 3 } })
    await merge()
    expect(await shop.rows("select id, cart_id from flash_sale_claims where sale_id = 'sale' order by id")).toEqual([
      { id: 'claim', cart_id: 'new' },
      { id: 'far', cart_id: 'neighbour' },
    ])
  })

  test('repeated: the same cart, and nothing is added twice', async () => {
    const first = await merge()
    expect(await merge({ newCartId: 'newer' })).toEqual(first)
    expect((await linesOf('new')).map(({ quantity }) => quantity)).toEqual([1, 2])
    expect(await cart('new')).toMatchObject({ version: 2 })
  })

  test('repeated after the order: the same cart, and no new one', async () => {
    await merge()
    await shop.write("update carts set status = 'ordered' where id = 'new'")
    expect(await merge({ newCartId: 'newer' })).toMatchObject({ cart: { id: 'new', status: 'ordered' } })
    expect(await shop.rows("select from carts where id = 'newer'")).toEqual([])
  })

  test("the customer's own open cart: no change", async () => {
    await insertCart(shop, 'open', { customer_id: 'ann' }, { A: 1 })
    expect(await merge({ cartId: 'open' })).toMatchObject({
      cart: { id: 'open', version: 1 },
      lines: [{ quantity: 1 }],
    })
  })

  test('cart_already_ordered', async () => {
    await insertOrder(shop, 'order')
    expect(await merge({ cartId: 'order' })).toEqual({ refused: 'cart_already_ordered', facts: { orderId: 'order' } })
    expect(await shop.rows("select from carts where id = 'new'")).toEqual([])
  })

  test('cart_not_found: an unknown cart, or another customer’s, merged or not', async () => {
    const refused = { refused: 'cart_not_found', facts: {} }
    expect(await merge({ cartId: 'unknown' })).toEqual(refused)
    await insertCustomer(shop, 'bea')
    await merge()
    for (const cartId of ['new', 'guest']) expect(await merge({ cartId, customerId: 'bea' })).toEqual(refused)
  })

  test('account_not_found', async () => {
    expect(await merge({ customerId: 'unknown' })).toEqual({ refused: 'account_not_found', facts: {} })
    expect(await cart('guest')).toMatchObject({ status: 'open', customer_id: null })
  })
})
