import { describe, expect, test } from 'vitest'
import { Order } from '../../shared/orders/views/order.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { delivered, eventOf } from '../payments/sandbox-callback.ts'
import { testShop } from '../support/shop.ts'
import { expireHolds, paymentAmounts, readOrderRows, setOrderStatus, stockOf } from './order-rows.ts'

const shop = await testShop()

/** An order that holds stock, the only place of a slot and the only use of a coupon. */
async function placed() {
  const [sku, slotId] = [await addProduct(shop, { onHand: 5 }), await addSlot(shop, { capacity: 1 })]
  const code = await addCoupon(shop, { usageLimit: 1 })
  const basket = { lines: { [sku]: 3 }, slotId, coupon: code }
  return { sku, slotId, code, basket, order: await shop.order(basket) }
}

async function cancelled(order: Order): Promise<Order> {
  const { status, body, text } = await shop.cancel(order)
  expect(status, text).toBe(200)
  return Order.parse(body)
}
const statuses = ({ history }: Order) => history.map(({ status }) => status)

describe('200: an unpaid order', () => {
  test('is cancelled, and stock, slot and coupon are available again', async () => {
    const { sku, basket, order } = await placed()
    const { status, payment, refunded, history } = await cancelled(order)
    expect({ status, refunded, payment: payment.status }).toEqual({
      status: 'cancelled',
      refunded: 0,
      payment: 'pending',
    })
    expect(history.map((entry) => entry.status)).toEqual(['pending_payment', 'cancelled'])
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 0 })
    expect(await paymentAmounts(shop, order)).toEqual({ captured: 0, refunded: 0, refunds: [] })
    expect((await shop.order(basket)).status).toBe('pending_payment')
  })

  test('is cancelled once by repeated requests', async () => {
    const { order } = await placed()
    const first = await cancelled(order)
    const before = await readOrderRows(shop)
    expect(await cancelled(order)).toEqual(first)
    expect(await readOrderRows(shop)).toBe(before)
  })

  test('is cancelled once by ten concurrent requests', async () => {
    const { sku, order } = await placed()
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancelled(order)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 0 })
  })

  test('has a later payment refunded', async () => {
    const { sku, order } = await placed()
    await cancelled(order)
    await shop.conclude(order)
    expect((await shop.read(order)).status).toBe('cancelled')
    expect(await paymentAmounts(shop, order)).toMatchObject({ refunds: [{ amount: order.total, status: 'requested' }] })
    await shop.job('deliver-outbox')
    const end = await shop.read(order)
    expect(end).toMatchObject({ status: 'cancelled', refunded: order.total, payment: { status: 'refunded' } })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 0 })
  })
})

describe('200: a paid order', () => {
  test('returns the stock, and the outbox delivers the refund', async () => {
    const { sku, basket, order } = await placed()
    await shop.conclude(order)
    expect(await stockOf(shop, sku)).toEqual({ onHand: 2, held: 0 })

    const answer = await cancelled(order)
    expect(answer).toMatchObject({ status: 'cancelled', refunded: 0, payment: { status: 'succeeded' } })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 0 })
    const requested = { amount: order.total, status: 'requested' }
    expect(await paymentAmounts(shop, order)).toEqual({ captured: order.total, refunded: 0, refunds: [requested] })

    await shop.job('deliver-outbox')
    const end = await shop.read(order)
    expect(end).toMatchObject({ status: 'cancelled', refunded: order.total, payment: { status: 'refunded' } })
    expect(statuses(end)).toEqual(['pending_payment', 'paid', 'cancelled'])
    const succeeded = { amount: order.total, status: 'succeeded' }
    expect(await paymentAmounts(shop, order)).toEqual({
      captured: order.total,
      refunded: order.total,
      refunds: [succeeded],
    })
    expect((await shop.order(basket)).status).toBe('pending_payment')
  })

  test('writes the movements opening, sold and cancelled', async () => {
    const { sku, order } = await placed()
    await shop.conclude(order)
    await cancelled(order)
    const movements = await shop.rows(
      'select reason, delta, order_id from stock_movements where sku = $1 order by id',
      [sku],
    )
    expect(movements).toEqual([
      { reason: 'opening', delta: 5, order_id: null },
      { reason: 'sold', delta: -3, order_id: order.id },
      { reason: 'cancelled', delta: 3, order_id: order.id },
    ])
  })

  test('is restocked and refunded once by repeated requests', async () => {
    const { sku, order } = await placed()
    await shop.conclude(order)
    await cancelled(order)
    await cancelled(order)
    await shop.job('deliver-outbox')
    await cancelled(order)
    await shop.job('deliver-outbox')
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 0 })
    expect(await paymentAmounts(shop, order)).toMatchObject({
      refunded: order.total,
      refunds: [{ amount: order.total }],
    })
  })

  test('with total 0 returns the stock without a refund', async () => {
    const sku = await addProduct(shop, { onHand: 5 })
    const order = await shop.order({ lines: { [sku]: 2 }, coupon: await addCoupon(shop, { value: 9000 }) })
    expect(await cancelled(order)).toMatchObject({ status: 'cancelled', payment: { status: 'not_required' } })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 0 })
    expect(await paymentAmounts(shop, order)).toEqual({ captured: 0, refunded: 0, refunds: [] })
  })
})

test.each(['picking', 'out_for_delivery', 'delivered'])('409 order_not_cancellable: %s', async (status) => {
  const { order } = await placed()
  await shop.conclude(order)
  await setOrderStatus(shop, order, status)
  const before = await readOrderRows(shop)
  const answer = await shop.cancel(order)
  expect([answer.status, answer.body]).toEqual([
    409,
    expect.objectContaining({ code: 'order_not_cancellable', status: 409 }),
  ])
  expect(await readOrderRows(shop)).toBe(before)
})

test('409 order_not_cancellable: expired and refunded', async () => {
  const [expired, refunded] = [await placed(), await placed()]
  await expireHolds(shop, expired.order)
  await shop.job('expire-holds')
  await shop.conclude(refunded.order)
  await delivered(shop, eventOf(refunded.order, 'payment_refunded', { amount: refunded.order.total }))
  for (const [{ order }, status] of [
    [expired, 'expired'],
    [refunded, 'refunded'],
  ] as const) {
    expect((await shop.read(order)).status).toBe(status)
    const answer = await shop.cancel(order)
    expect([answer.status, answer.body]).toEqual([409, expect.objectContaining({ code: 'order_not_cancellable' })])
  }
})
