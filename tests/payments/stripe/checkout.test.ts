import { describe, expect, test } from 'vitest'
import { Cart } from '../../../shared/carts/cart.ts'
import { Order } from '../../../shared/orders/views/order.ts'
import { addProduct, addSlot } from '../../functions/catalog/test-records.ts'
import { stockOf } from '../../orders/order-rows.ts'
import { captureLog } from '../../platform/http/toy-endpoint.ts'
import { stripeDouble } from './stripe-double.ts'
import { stripeShop } from './stripe-shop.ts'

const shop = await stripeShop({ LOG_LEVEL: 'error' })
const log = captureLog(shop.env)
const stripe = stripeDouble()

async function checkout({ units = 2, key = crypto.randomUUID() } = {}) {
  const cart = await shop.cart({ lines: { [await addProduct(shop)]: units } })
  return { place: (outage = false) => shop.place(cart, { key, outage }), key }
}
const providerId = async (orderId: string) => {
  const [row] = await shop.rows('select provider_payment_id as id from payments where order_id = $1', [orderId])
  return row?.id
}

test('201 with the clientSecret of one PaymentIntent, whose idempotency key is the order id', async () => {
  const { place } = await checkout()
  const order = Order.parse((await place()).body)
  const [intent] = [...stripe.intents.values()].filter(({ metadata }) => metadata.order_id === order.id)
  expect(order).toMatchObject({
    status: 'pending_payment',
    payment: { provider: 'stripe', id: intent?.id, status: 'pending', clientSecret: intent?.client_secret },
  })
  expect(intent).toMatchObject({ amount: order.total, currency: 'hkd', capture_method: 'automatic' })
  expect(stripe.requests).toEqual([
    {
      ...{ method: 'POST', path: '/v1/payment_intents', key: order.id },
      ...{ version: '2026-10-28.endive', authorization: 'Bearer sk_test_keyOfTheTests' },
      form: {
        ...{ amount: String(order.total), currency: 'hkd', capture_method: 'automatic' },
        ...{ 'automatic_payment_methods[enabled]': 'true', 'metadata[order_id]': order.id },
      },
    },
  ])
  expect(await providerId(order.id)).toBe(intent?.id)
})

test('a repeated request returns the same response with the same clientSecret', async () => {
  const { place } = await checkout()
  const [first, second] = [await place(), await place()]
  expect(second.body).toEqual(first.body)
  expect(second.headers.get('idempotent-replayed')).toBe('true')
})

test('products sold by weight: cards are authorised, and other methods are charged the same amount', async () => {
  const sku = await addProduct(shop, { unit: 'g', price: 2_000, onHand: 5_000 })
  const order = await shop.order({ lines: { [sku]: 500 } })
  expect(order.total).toBe(1_000)
  expect(stripe.intents.get(order.payment.id ?? '')).toMatchObject({
    ...{ amount: 1_000, capture_method: 'automatic', card_capture_method: 'manual' },
  })
})

test('an order with the total 0 sends no request to Stripe', async () => {
  const order = await shop.order({ lines: { [await addProduct(shop, { price: 0 })]: 1 } })
  expect(order).toMatchObject({ status: 'paid', payment: { status: 'not_required', id: null } })
  expect(stripe.requests).toEqual([])
})

test('after the order has ended, a repeated request returns the placed order without the clientSecret', async () => {
  const { place } = await checkout()
  const order = Order.parse((await place()).body)
  await shop.rows("update orders set status = 'cancelled' where id = $1", [order.id])
  const { clientSecret, ...payment } = order.payment
  expect((await place()).body).toEqual({ ...order, payment })
  await shop.rows("update orders set status = 'pending_payment' where id = $1", [order.id])
})

describe('503 payment_provider_unavailable: the order stays, and a repeated request creates the payment', () => {
  const down = { status: 500, error: { type: 'api_error', message: 'Something went wrong on Stripe’s end.' } }
  test.each([
    ['down', [down, down], 2],
    ['unreachable', [{ noAnswer: true as const }, { noAnswer: true as const }], 2],
    ['unreachable after it has created the payment', [{ noAnswer: true as const, after: true }, down], 2],
    ['slower than the timeout, after it has created the payment', Array(2).fill({ hangs: true, after: true }), 2],
    [
      'still processing the same request',
      Array(2).fill({ status: 409, error: { type: 'idempotency_error', code: 'idempotency_key_in_use' } }),
      2,
    ],
    [
      'limiting the rate',
      Array(2).fill({ status: 429, error: { type: 'invalid_request_error', code: 'rate_limit' } }),
      2,
    ],
  ])('Stripe is %s', { timeout: 60_000 }, async (_case, faults, attempts) => {
    const { place } = await checkout()
    stripe.faults.push(...faults)
    const refused = await place(true)
    expect([refused.status, refused.body]).toEqual([
      503,
      expect.objectContaining({
        code: 'payment_provider_unavailable',
        orderId: expect.stringMatching(/^ord_/),
        accessToken: expect.any(String),
        expiresAt: expect.any(String),
      }),
    ])
    expect(refused.headers.get('retry-after')).toBe('2')
    const logged: unknown = JSON.parse(log.at(-1) ?? '')
    expect(logged).toMatchObject({
      level: 'error',
      code: 'payment_provider_unavailable',
      reason: expect.stringMatching(/\w/),
    })
    expect(log.join()).not.toContain(Object(refused.body).accessToken)
    expect(stripe.requests).toHaveLength(attempts)
    const again = await place()
    const order = Order.parse(again.body)
    expect(again.status).toBe(201)
    expect(refused.body).toMatchObject({ orderId: order.id, accessToken: order.accessToken })
    expect(order.payment.clientSecret).toMatch(/_secret_/)
    const created = [...stripe.intents.values()].filter(({ metadata }) => metadata.order_id === order.id)
    expect(created.map(({ id }) => id)).toEqual([order.payment.id])
  })

  test('201 when the second attempt succeeds', async () => {
    const { place } = await checkout()
    stripe.faults.push(down)
    expect((await place()).status).toBe(201)
  })
})

describe('409 payment_not_possible for a final refusal: the order is undone, and the cart can be ordered again', () => {
  test.each([
    ['a wrong key', { status: 401, error: { type: 'invalid_request_error' } }, 'invalid_request_error'],
    ['a key without permission', { status: 403, error: { type: 'invalid_request_error' } }, 'invalid_request_error'],
    [
      'an amount below the minimum after conversion',
      { status: 400, error: { type: 'invalid_request_error', code: 'amount_too_small' } },
      'amount_too_small',
    ],
    [
      'a currency that the account does not have',
      { status: 400, error: { type: 'invalid_request_error', code: 'currency_not_supported' } },
      'currency_not_supported',
    ],
    ['a declined request', { status: 402, error: { type: 'card_error', code: 'card_declined' } }, 'card_declined'],
  ])('%s', async (_case, fault, reason) => {
    const sku = await addProduct(shop)
    const cart = await shop.cart({ lines: { [sku]: 2 } })
    const key = crypto.randomUUID()
    stripe.faults.push(fault)
    const refused = await shop.place(cart, { key })
    expect([refused.status, refused.body]).toEqual([
      409,
      expect.objectContaining({ code: 'payment_not_possible', reason, cartId: cart.id }),
    ])
    expect(stripe.requests).toHaveLength(1)
    expect(await stockOf(shop, sku)).toEqual({ onHand: 10, held: 0 })
    // The same request gets the same refusal, and does not ask Stripe again.
    const again = await shop.place(cart, { key })
    expect([again.status, again.body]).toEqual([409, expect.objectContaining({ code: 'payment_not_possible', reason })])
    expect(stripe.requests).toHaveLength(1)
    const placed = await shop.place(cart)
    expect(placed.status).toBe(201)
  })

  test('found by reconcile-payments, after a crash', async () => {
    const { place } = await checkout()
    stripe.faults.push({ noAnswer: true }, { noAnswer: true })
    const { orderId } = (await place(true)).body as { orderId: string }
    await shop.rows('update payments set next_check_at = now() where order_id = $1', [orderId])
    stripe.faults.push({ status: 400, error: { type: 'invalid_request_error', code: 'amount_too_small' } })
    await shop.job('reconcile-payments')
    const [order] = await shop.rows(
      'select status, refusal, next_check_at from orders o join payments p on p.order_id = o.id where o.id = $1',
      [orderId],
    )
    expect(order).toEqual({ status: 'cancelled', refusal: 'amount_too_small', next_check_at: null })
    expect((await place()).status).toBe(409)
  })
})

test('409 payment_below_minimum before the order exists: the cart can be changed and ordered', async () => {
  const sku = await addProduct(shop, { price: 399 })
  const cart = await shop.cart({ lines: { [sku]: 1 } })
  const answer = await shop.place(cart)
  expect([answer.status, answer.body]).toEqual([
    409,
    expect.objectContaining({ code: 'payment_below_minimum', minimum: 400, total: 399, missing: 1 }),
  ])
  expect(stripe.requests).toEqual([])
  expect(await shop.rows('select from orders where cart_id = $1', [cart.id])).toEqual([])
  expect(await stockOf(shop, sku)).toEqual({ onHand: 10, held: 0 })
  const more = Cart.parse((await shop.call('PUT', `/carts/${cart.id}/items/${sku}`, { body: { quantity: 2 } })).body)
  expect((await shop.place(more)).status).toBe(201)
})

describe('after a crash between the order and its payment', () => {
  test('reconcile-payments creates the payment', async () => {
    const { place } = await checkout()
    stripe.faults.push({ noAnswer: true, after: true }, { noAnswer: true })
    const { body } = await place(true)
    const { orderId } = body as { orderId: string }
    expect(await providerId(orderId)).toBeNull()
    await shop.rows('update payments set next_check_at = now() where order_id = $1', [orderId])
    expect((await shop.job('reconcile-payments')).processed).toBeGreaterThan(0)
    const created = [...stripe.intents.values()].filter(({ metadata }) => metadata.order_id === orderId)
    expect(created.map(({ id }) => id)).toEqual([await providerId(orderId)])
    expect(Order.parse((await place()).body).payment.id).toBe(created[0]?.id)
  })
})

test('ten concurrent equal requests create one payment', async () => {
  const { place } = await checkout()
  const answers = await Promise.all(Array.from({ length: 10 }, () => place()))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(answers.map(({ body }) => Order.parse(body).payment.clientSecret)).size).toBe(1)
})

test('the amount of an order with a delivery slot includes its fee', async () => {
  const order = await shop.order({ lines: { [await addProduct(shop)]: 1 }, slotId: await addSlot(shop) })
  expect(stripe.intents.get(order.payment.id ?? '')?.amount).toBe(order.total)
})
