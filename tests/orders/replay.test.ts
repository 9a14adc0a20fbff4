import { describe, expect, test } from 'vitest'
import { Order } from '../../shared/orders/views/order.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'
import { shopWithConcurrentChange } from './concurrent-change.ts'
import { expireHolds, readOrderRows } from './order-rows.ts'

const shop = await testShop()

async function placed() {
  const basket = { lines: { [await addProduct(shop)]: 2 }, slotId: await addSlot(shop), coupon: await addCoupon(shop) }
  const cart = await shop.cart(basket)
  const key = crypto.randomUUID()
  const first = await shop.place(cart, { key })
  expect(first.status).toBe(201)
  return { cart, key, first, order: Order.parse(first.body) }
}

/** The test itself changes expiresAt. */
const withoutExpiry = (text: string) => text.replace(/"expiresAt":"[^"]+"/, '')

describe('the same key and body get the same response, byte for byte, with Idempotent-Replayed', () => {
  test.each([
    ['at once', async () => {}],
    ['after it was paid', async (order: Order) => void (await shop.conclude(order))],
    ['after its payment failed', async (order: Order) => void (await shop.conclude(order, 'fail'))],
    ['after it was cancelled', async (order: Order) => void (await shop.cancel(order))],
    [
      'after it was paid, cancelled and refunded',
      async (order: Order) => {
        await shop.conclude(order)
        await shop.cancel(order)
        await shop.job('deliver-outbox')
      },
    ],
    [
      'after it expired',
      async (order: Order) => {
        await expireHolds(shop, order)
        await shop.job('expire-holds')
      },
    ],
    [
      'after the slot was moved',
      async (order: Order) => {
        await shop.rows(
          `update delivery_slots s set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour'
           from orders o where o.slot_id = s.id and o.id = $1`,
          [order.id],
        )
      },
    ],
  ])('%s', async (_when, happens) => {
    const { cart, key, first, order } = await placed()
    await happens(order)
    const before = await readOrderRows(shop)
    const again = await shop.place(cart, { key })
    expect(again.status).toBe(201)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    expect(withoutExpiry(again.text)).toBe(withoutExpiry(first.text))
    expect(await readOrderRows(shop)).toBe(before)
  })

  test('for an order with total 0', async () => {
    const cart = await shop.cart({
      lines: { [await addProduct(shop)]: 1 },
      coupon: await addCoupon(shop, { value: 5000 }),
    })
    const first = await shop.place(cart, { key: 'free-1' })
    await shop.cancel(Order.parse(first.body))
    expect((await shop.place(cart, { key: 'free-1' })).text).toBe(first.text)
  })

  test('for body fields in another sequence', async () => {
    const { cart, key, first } = await placed()
    const body = `{"email":"shopper@example.com", "expectedTotal":${cart.total}, "cartId":"${cart.id}"}`
    const again = await shop.call('POST', '/orders', { body, headers: { 'idempotency-key': key } })
    expect(again.text).toBe(first.text)
  })

  test('for ten concurrent requests, which place one order', async () => {
    const cart = await shop.cart({ lines: { [await addProduct(shop, { onHand: 20 })]: 2 } })
    const answers = await Promise.all(Array.from({ length: 10 }, () => shop.place(cart, { key: 'ten-at-once' })))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1)
    expect(await shop.rows('select count(*)::integer as orders from orders where cart_id = $1', [cart.id])).toEqual([
      { orders: 1 },
    ])
  })
})

test('a concurrent request with the same key gets the order that was placed first', async () => {
  const cart = await shop.cart({ lines: { [await addProduct(shop)]: 1 } })
  let first = ''
  const busy = shopWithConcurrentChange(shop, 'checkout_views', async () => {
    first = (await shop.place(cart, { key: 'concurrent' })).text
  })
  const second = await busy.place(cart, { key: 'concurrent' })
  expect(second).toMatchObject({ status: 201, text: first })
  expect(second.headers.get('idempotent-replayed')).toBe('true')
})

describe('422 idempotency_key_reused', () => {
  test('the same key with another e-mail, total or cart', async () => {
    const { cart, key } = await placed()
    const other = await shop.cart({ lines: { [await addProduct(shop)]: 1 } })
    const before = await readOrderRows(shop)
    for (const answer of [
      await shop.place(cart, { key, email: 'other@example.com' }),
      await shop.place(cart, { key, expectedTotal: cart.total + 1 }),
      await shop.place(other, { key }),
    ]) {
      expect([answer.status, answer.body]).toEqual([422, expect.objectContaining({ code: 'idempotency_key_reused' })])
    }
    expect(await readOrderRows(shop)).toBe(before)
  })

  test('not for the key of a refused order', async () => {
    const sku = await addProduct(shop, { onHand: 1 })
    const cart = await shop.cart({ lines: { [sku]: 2 } })
    expect((await shop.place(cart, { key: 'second-try' })).status).toBe(409)
    const fewer = await shop.cart({ lines: { [sku]: 1 } })
    expect((await shop.place(fewer, { key: 'second-try' })).status).toBe(201)
  })
})

test('409 cart_already_ordered with the order id: another key for the same cart', async () => {
  const { cart, order } = await placed()
  const before = await readOrderRows(shop)
  const { status, body } = await shop.place(cart)
  expect([status, body]).toEqual([409, expect.objectContaining({ code: 'cart_already_ordered', orderId: order.id })])
  expect(await readOrderRows(shop)).toBe(before)
})

test('ten concurrent keys for one cart place one order, and nine get its id', async () => {
  const cart = await shop.cart({ lines: { [await addProduct(shop, { onHand: 20 })]: 1 } })
  const answers = await Promise.all(Array.from({ length: 10 }, () => shop.place(cart)))
  const created = answers.filter(({ status }) => status === 201)
  expect(created).toHaveLength(1)
  const { id } = Order.parse(created[0]?.body)
  for (const { status, body } of answers.filter((answer) => answer !== created[0])) {
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'cart_already_ordered', orderId: id })])
  }
})
