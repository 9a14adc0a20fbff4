import { describe, expect, test } from 'vitest'
import { Order } from '../../../shared/orders/order.ts'
import { openSlot, sell } from '../../functions/catalog/goods.ts'
import { captureLog } from '../../platform/http/toy-endpoint.ts'
import { stripeDouble } from './stripe-double.ts'
import { stripeShop } from './stripe-shop.ts'

const shop = await stripeShop({ LOG_LEVEL: 'error' })
const log = captureLog(shop.env)
const stripe = stripeDouble()

async function checkout({ units = 2, key = crypto.randomUUID() } = {}) {
  const cart = await shop.cart({ lines: { [await sell(shop)]: units } })
  return { place: (outage = false) => shop.place(cart, { key, outage }), key }
}
const providerId = async (orderId: string) => {
  const [row] = await shop.rows('select provider_payment_id as id from payments where order_id = $1', [orderId])
  return row?.id
}

test('201 with the clientSecret of one PaymentIntent, made with the order’s id as its idempotency key', async () => {
  const { place } = await checkout()
  const order = Order.parse((await place()).body)
  const [intent] = [...stripe.intents.values()].filter(({ metadata }) => metadata.order_id === order.id)
  expect(order).toMatchObject({
    status: 'pending_payment',
    payment: { provider: 'stripe', id: intent?.id, status: 'pending', clientSecret: intent?.client_secret },
  })
  expect(intent).toMatchObject({ amount: order.total, currency: 'hkd', capture_method: 'automatic' })
  expect(stripe.asked).toEqual([
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

test('the same request again answers the same, with the same clientSecret', async () => {
  const { place } = await checkout()
  const [first, second] = [await place(), await place()]
  expect(second.body).toEqual(first.body)
  expect(second.headers.get('idempotent-replayed')).toBe('true')
})

test('goods by weight are reserved with a fifth more, to be captured when they were weighed', async () => {
  const sku = await sell(shop, { unit: 'g', price: 2_000, onHand: 5_000 })
  const order = await shop.order({ lines: { [sku]: 500 } })
  expect(order.total).toBe(1_000)
  expect(stripe.intents.get(order.payment.id ?? '')).toMatchObject({ amount: 1_200, capture_method: 'manual' })
})

test('an order for nothing asks nobody for money', async () => {
  const order = await shop.order({ lines: { [await sell(shop, { price: 0 })]: 1 } })
  expect(order).toMatchObject({ status: 'paid', payment: { status: 'not_required', id: null } })
  expect(stripe.asked).toEqual([])
})

test('once it is paid, the same request answers the order as it was placed, and no secret any more', async () => {
  const { place } = await checkout()
  const order = Order.parse((await place()).body)
  await shop.rows("update orders set status = 'cancelled' where id = $1", [order.id])
  const { clientSecret, ...payment } = order.payment
  expect((await place()).body).toEqual({ ...order, payment })
  await shop.rows("update orders set status = 'pending_payment' where id = $1", [order.id])
})

describe('503 payment_provider_unavailable: the order stands, and asking again goes on where it stopped', () => {
  const down = { status: 500, error: { type: 'api_error', message: 'Something went wrong on Stripe’s end.' } }
  test.each([
    ['down', [down, down], 2],
    ['away', [{ noAnswer: true as const }, { noAnswer: true as const }], 2],
    ['away after it has made the payment', [{ noAnswer: true as const, after: true }, down], 2],
    [
      'silent for longer than a shopper waits, after it has made the payment',
      Array(2).fill({ hangs: true, after: true }),
      2,
    ],
    [
      'still at the same request',
      Array(2).fill({ status: 409, error: { type: 'idempotency_error', code: 'idempotency_key_in_use' } }),
      2,
    ],
    ['too busy', Array(2).fill({ status: 429, error: { type: 'invalid_request_error', code: 'rate_limit' } }), 2],
    ['asked with a key that is wrong', [{ status: 401, error: { type: 'invalid_request_error' } }], 1],
  ])('Stripe is %s', { timeout: 60_000 }, async (_what, faults, tries) => {
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
    expect(stripe.asked).toHaveLength(tries)
    const again = await place()
    const order = Order.parse(again.body)
    expect(again.status).toBe(201)
    expect(refused.body).toMatchObject({ orderId: order.id, accessToken: order.accessToken })
    expect(order.payment.clientSecret).toMatch(/_secret_/)
    const made = [...stripe.intents.values()].filter(({ metadata }) => metadata.order_id === order.id)
    expect(made.map(({ id }) => id)).toEqual([order.payment.id])
  })

  test('a fault that passes is not seen', async () => {
    const { place } = await checkout()
    stripe.faults.push(down)
    expect((await place()).status).toBe(201)
  })
})

test('409 payment_not_possible for an amount that Stripe does not take', async () => {
  const sku = await sell(shop, { price: 100 })
  const answer = await shop.place(await shop.cart({ lines: { [sku]: 1 } }))
  expect([answer.status, answer.body]).toEqual([
    409,
    expect.objectContaining({ code: 'payment_not_possible', reason: 'amount_too_small' }),
  ])
})

describe('a crash between the order and its payment', () => {
  test('is healed by reconcile-payments', async () => {
    const { place } = await checkout()
    stripe.faults.push({ noAnswer: true, after: true }, { noAnswer: true })
    const { body } = await place(true)
    const { orderId } = body as { orderId: string }
    expect(await providerId(orderId)).toBeNull()
    await shop.rows('update payments set next_check_at = now() where order_id = $1', [orderId])
    expect((await shop.job('reconcile-payments')).processed).toBeGreaterThan(0)
    const made = [...stripe.intents.values()].filter(({ metadata }) => metadata.order_id === orderId)
    expect(made.map(({ id }) => id)).toEqual([await providerId(orderId)])
    expect(Order.parse((await place()).body).payment.id).toBe(made[0]?.id)
  })
})

test('ten twins at once make one payment', async () => {
  const { place } = await checkout()
  const answers = await Promise.all(Array.from({ length: 10 }, () => place()))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(answers.map(({ body }) => Order.parse(body).payment.clientSecret)).size).toBe(1)
})

test('a slot and pickup are the same to Stripe', async () => {
  const order = await shop.order({ lines: { [await sell(shop)]: 1 }, slotId: await openSlot(shop) })
  expect(stripe.intents.get(order.payment.id ?? '')?.amount).toBe(order.total)
})
