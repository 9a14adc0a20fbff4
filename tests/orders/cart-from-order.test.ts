import { describe, expect, test } from 'vitest'
import { Cart } from '../../shared/carts/cart.ts'
import { startCart } from '../../shared/orders/start-cart.ts'
import { Order } from '../../shared/orders/views/order.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { signUp } from '../accounts/sign-up.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'
import { stockOf } from './order-rows.ts'

/** `POST /carts { fromOrder }`: the basket of an order, with one call. */
const shop = await testShop()

const restore = (order: Order, headers: Record<string, string> = { 'x-order-token': order.accessToken ?? '' }) =>
  shop.call('POST', '/carts', { body: { fromOrder: order.id }, headers })
async function restored(order: Order, headers?: Record<string, string>) {
  const answer = await restore(order, headers)
  expect(answer.status, answer.text).toBe(201)
  return Cart.parse(answer.body)
}
const expire = async (order: Order) => {
  await shop.rows("update orders set expires_at = now() - interval '1 second' where id = $1", [order.id])
  await shop.job('expire-holds')
}

async function placed() {
  const [sku, coupon, slotId] = [await addProduct(shop), await addCoupon(shop), await addSlot(shop, { capacity: 1 })]
  const order = await shop.order({ lines: { [sku]: 10 }, coupon, slotId })
  return { sku, coupon, slotId, order }
}

describe('the basket after a payment that did not succeed: lines, coupon and slot, although the order held the last ones', () => {
  test.each([
    ['declined', async (order: Order) => shop.conclude(order, 'fail')],
    ['given up', async () => {}],
    ['expired', expire],
    ['cancelled', async (order: Order) => shop.cancel(order)],
  ])('%s', async (_case, end) => {
    const { sku, coupon, slotId, order } = await placed()
    await end(order)
    const cart = await restored(order)
    expect(cart).toMatchObject({
      lines: [{ sku, quantity: 10 }],
      coupon: { code: coupon, applied: true },
      delivery: { slotId },
      total: order.total,
      warnings: [],
    })
    expect((await shop.read(order)).status).toMatch(/^(cancelled|expired)$/)
    const again = await shop.place(cart)
    expect(again.status, again.text).toBe(201)
    expect(await stockOf(shop, sku)).toEqual({ onHand: 10, held: 10 })
  })
})

test('what cannot be had is named in warnings and left out', async () => {
  const { sku, coupon, slotId, order } = await placed()
  const [gone, few] = [await addProduct(shop), await addProduct(shop)]
  const other = await shop.order({ lines: { [sku]: 0, [gone]: 1, [few]: 5 } })
  await shop.cancel(other)
  await shop.rows('update products set active = false where sku = $1', [gone])
  await shop.order({ lines: { [few]: 8 } })
  const cart = await restored(other)
  expect(cart.lines).toMatchObject([{ sku: few, quantity: 2 }])
  expect(cart.warnings).toMatchObject([
    { code: 'product_not_found', sku: gone, requested: 1 },
    { code: 'insufficient_stock', sku: few, requested: 5, available: 2 },
  ])

  await shop.cancel(order)
  await shop.rows("update coupons set ends_at = now() - interval '1 minute' where code = $1", [coupon])
  await shop.rows("update delivery_slots set cutoff_at = now() - interval '1 minute' where id = $1", [slotId])
  const without = await restored(order)
  expect(without).toMatchObject({ coupon: null, delivery: null, lines: [{ sku, quantity: 10 }] })
  expect(without.warnings.map(({ code }) => code)).toEqual(['coupon_expired', 'slot_closed'])
  const delivery = { body: { pickup: true } }
  const chosen = Cart.parse((await shop.call('PUT', `/carts/${without.id}/delivery`, delivery)).body)
  expect((await shop.place(chosen)).status).toBe(201)
})

test('a cart that is ordered before its unusable coupon is removed: 409, and it stays as it is', async () => {
  const { coupon, order } = await placed()
  await shop.cancel(order)
  await shop.rows("update coupons set ends_at = now() - interval '1 minute' where code = $1", [coupon])
  const database: Database = {
    ...shop.database,
    async call(routine, argument) {
      if (routine === 'remove_unusable_terms')
        await shop.rows("update carts set status = 'ordered' where id = $1", [Object(argument).cartId])
      return shop.database.call(routine, argument)
    },
  }
  const request = { fromOrder: order.id, token: order.accessToken }
  const outcome = await startCart(database, getConfiguration(shop.env), null, request)
  expect(outcome).toMatchObject({ ok: false, code: 'cart_already_ordered' })
  await shop.rows("update carts set status = 'open' where status = 'ordered' and coupon_code = $1 and id <> $2", [
    coupon,
    (await shop.rows('select cart_id from orders where id = $1', [order.id]))[0]?.cart_id,
  ])
})

test('a paid or delivered order stays, and is ordered again', async () => {
  const sku = await addProduct(shop)
  const order = await shop.order({ lines: { [sku]: 2 } })
  await shop.conclude(order)
  expect(await restored(order)).toMatchObject({ lines: [{ sku, quantity: 2 }], warnings: [] })
  expect((await shop.read(order)).status).toBe('paid')
})

test('an order whose payment is being processed stays', async () => {
  const order = await shop.order({ lines: { [await addProduct(shop)]: 2 } })
  await shop.call('POST', `/sandbox/payments/${order.payment.id}/processing`)
  expect((await restored(order)).lines).toHaveLength(1)
  expect((await shop.read(order)).status).toBe('pending_payment')
})

test('a customer: into the open cart, which keeps what it has; repeated, it changes nothing', async () => {
  const { headers } = await signUp(shop)
  const [sku, other] = [await addProduct(shop), await addProduct(shop)]
  const start = async () => Cart.parse((await shop.call('POST', '/carts', { headers })).body)
  const put = (cart: Cart, product: string, quantity: number) =>
    shop.call('PUT', `/carts/${cart.id}/items/${product}`, { headers, body: { quantity } })
  const first = await start()
  const { total } = Cart.parse((await put(first, sku, 2)).body)
  await shop.call('PUT', `/carts/${first.id}/delivery`, { headers, body: { pickup: true } })
  const body = { cartId: first.id, expectedTotal: total, email: 'ann@example.com' }
  const answer = await shop.call('POST', '/orders', { headers: { ...headers, 'idempotency-key': 'key-of-ann' }, body })
  const order = Order.parse(answer.body)
  const open = await start()
  await put(open, other, 1)
  await put(open, sku, 3)
  const cart = await restored(order, headers)
  expect(cart).toMatchObject({
    id: open.id,
    lines: [
      { sku: other, quantity: 1 },
      { sku, quantity: 3 },
    ],
  })
  const again = await restored(order, headers)
  expect(again.lines).toEqual(cart.lines)
})

describe('refused', () => {
  test('404 for the order of somebody else, and an unknown one', async () => {
    const order = await shop.order({ lines: { [await addProduct(shop)]: 1 } })
    const { headers } = await signUp(shop)
    for (const credentials of [headers, { 'x-order-token': 'wrong' }]) {
      const answer = await restore(order, credentials)
      expect([answer.status, answer.body]).toEqual([404, expect.objectContaining({ code: 'order_not_found' })])
    }
    expect((await restore({ ...order, id: 'ord_unknown' })).status).toBe(404)
    expect((await shop.read(order)).status).toBe('pending_payment')
  })
  test('401 without credentials', async () => {
    const order = await shop.order({ lines: { [await addProduct(shop)]: 1 } })
    expect((await restore(order, {})).status).toBe(401)
  })
  test.each([[{ fromOrder: 1 }], [{ fromOrder: '' }], [{ from: 'x' }], [[]], [null]])('422 for %j', async (body) => {
    expect((await shop.call('POST', '/carts', { body })).status).toBe(422)
  })
  test('400 for a body that is not JSON', async () => {
    const headers = { 'content-type': 'application/json' }
    expect((await shop.call('POST', '/carts', { body: '{', headers })).status).toBe(400)
  })
})
