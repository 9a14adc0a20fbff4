import { describe, expect, test } from 'vitest'
import type { Order } from '../../../shared/orders/views/order.ts'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { paymentAmounts } from '../../orders/order-rows.ts'
import type { TestShop } from '../../support/shop.ts'
import { stripeDouble } from './stripe-double.ts'
import { callBack, stripeEvent, stripeShop } from './stripe-shop.ts'

/** Orders in currencies that Stripe counts in its own way, from the payment to the refund. The double has Stripe's rules. */
const stripe = stripeDouble()
const shops: Readonly<Record<string, TestShop>> = {
  ISK: await stripeShop({ STORE_CURRENCY: 'ISK' }),
  UGX: await stripeShop({ STORE_CURRENCY: 'UGX' }),
  KWD: await stripeShop({ STORE_CURRENCY: 'KWD' }),
  BHD: await stripeShop({ STORE_CURRENCY: 'BHD' }),
  JPY: await stripeShop({ STORE_CURRENCY: 'JPY' }),
  TWD: await stripeShop({ STORE_CURRENCY: 'TWD' }),
  HUF: await stripeShop({ STORE_CURRENCY: 'HUF' }),
}
function shopIn(currency: string): TestShop {
  const shop = shops[currency]
  if (shop === undefined) throw new Error(currency)
  return shop
}
async function pay(shop: TestShop, order: Order) {
  const intent = stripe.pay(order.payment.id)
  const type = intent.status === 'succeeded' ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated'
  await callBack(shop, stripeEvent(type, intent))
}
async function deliver(shop: TestShop) {
  await shop.rows('update outbox set available_at = now() where delivered_at is null and dead_at is null')
  await shop.job('deliver-outbox')
}

describe.each([
  // currency, price, what Stripe is asked for, what the shop then has
  ['ISK', 500, 50_000, 500],
  ['UGX', 500, 50_000, 500],
  ['KWD', 1_005, 1_000, 1_000],
  ['KWD', 1_000, 1_000, 1_000],
  ['BHD', 2_999, 2_990, 2_990],
  ['JPY', 500, 500, 500],
  ['TWD', 80_045, 80_045, 80_045],
  ['HUF', 17_545, 17_545, 17_545],
])('%s %i', (currency, price, asked, captured) => {
  const shop = shopIn(currency)
  const refundOf = (order: Order) => stripe.refunds.find(({ payment_intent: of }) => of === order.payment.id)

  test('is charged and refunded in Stripe’s unit', async () => {
    const order = await shop.order({ lines: { [await addProduct(shop, { price })]: 1 } })
    expect(order).toMatchObject({ total: price, currency, payment: { due: captured } })
    expect(stripe.intents.get(order.payment.id ?? '')).toMatchObject({
      amount: asked,
      currency: currency.toLowerCase(),
    })
    await pay(shop, order)
    expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { status: 'succeeded', captured } })
    await shop.cancel(order)
    await deliver(shop)
    expect(refundOf(order)?.amount).toBe(asked)
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured, refunded: captured })
  })

  test('by weight: is authorised, and captured in a step that Stripe accepts', async () => {
    const order = await shop.order({ lines: { [await addProduct(shop, { unit: 'g', price, onHand: 5_000 })]: 1_000 } })
    await pay(shop, order)
    expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { authorised: captured } })
    await shop.rows('select finalise_payment($1, $2::integer)', [order.id, price - 3])
    await deliver(shop)
    const { captured: charged } = await paymentAmounts(shop, order)
    expect(price - 3 - Number(charged)).toBeGreaterThanOrEqual(0)
    expect(price - 3 - Number(charged)).toBeLessThan(10)
    expect((await shop.read(order)).payment.missing).toBe(0)
  })
})

test.each([
  ['JPY', 49, 50],
  ['HUF', 17_499, 17_500],
  ['KWD', 9, 10],
])('409 payment_below_minimum: %s %i', async (currency, price, minimum) => {
  const shop = shopIn(currency)
  const answer = await shop.place(await shop.cart({ lines: { [await addProduct(shop, { price })]: 1 } }))
  expect([answer.status, answer.body]).toEqual([
    409,
    expect.objectContaining({ code: 'payment_below_minimum', minimum, total: price }),
  ])
})

test('a refund made by hand at Stripe is recorded in minor units of the shop', async () => {
  const shop = shopIn('ISK')
  const order = await shop.order({ lines: { [await addProduct(shop, { price: 500 })]: 1 } })
  await pay(shop, order)
  const refund = {
    id: 're_by_hand',
    amount: 20_000,
    currency: 'isk',
    status: 'succeeded',
    payment_intent: order.payment.id,
  }
  await callBack(shop, stripeEvent('refund.created', refund))
  expect((await shop.read(order)).refunded).toBe(200)
})
