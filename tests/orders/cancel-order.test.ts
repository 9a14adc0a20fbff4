import { describe, expect, test } from 'vitest'
import { Order } from '../../shared/orders/views/order.ts'
import { issue, openSlot, sell } from '../functions/catalog/goods.ts'
import { delivered, eventOf } from '../payments/sandbox-callback.ts'
import { testShop } from '../support/shop.ts'
import { expireHolds, paymentAmounts, readOrderRows, setOrderStatus, stockOf } from './order-rows.ts'

const shop = await testShop()

/** An order that holds goods, the only place of a slot and the only use of a coupon. */
async function placed() {
  const [sku, slotId] = [await sell(shop, { onHand: 5 }), await openSlot(shop, { capacity: 1 })]
  const code = await issue(shop, { usageLimit: 1 })
  const basket = { lines: { [sku]: 3 }, slotId, coupon: code }
  return { sku, slotId, code, basket, order: await shop.order(basket) }
}

async function cancelled(order: Order): Promise<Order> {
  const { status, body, text } = await shop.cancel(order)
  expect(status, text).toBe(200)
  return Order.parse(body)
}
const statuses = ({ history }: Order) => history.map(({ status }) => status)

describe('200: an order that waits for its payment', () => {
  test('is cancelled; stock, slot and coupon are there for the next', async () => {
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

  test('twice is once', async () => {
    const { order } = await placed()
    const first = await cancelled(order)
    const before = await readOrderRows(shop)
    expect(await cancelled(order)).toEqual(first)
    expect(await readOrderRows(shop)).toBe(before)
  })

  test('ten at once are once', async () => {
    const { sku, order } = await placed()
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancelled(order)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 0 })
  })

  test('money that comes after all goes back', async () => {
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

describe('200: an order that is paid', () => {
  test('goods go back on the shelf, the money is asked back, and is back after the outbox', async () => {
    const { sku, basket, order } = await placed()
    await shop.conclude(order)
    expect(await stockOf(shop, sku)).toEqual({ onHand: 2, held: 0 })

    const answer = await cancelled(order)
    expect(answer).toMatchObject({ status: 'cancelled', refunded: 0, payment: { status: 'succeeded' } })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 0 })
    const asked = { amount: order.total, status: 'requested' }
    expect(await paymentAmounts(shop, order)).toEqual({ captured: order.total, refunded: 0, refunds: [asked] })

    await shop.job('deliver-outbox')
    const end = await shop.read(order)
    expect(end).toMatchObject({ status: 'cancelled', refunded: order.total, payment: { status: 'refunded' } })
    expect(statuses(end)).toEqual(['pending_payment', 'paid', 'cancelled'])
    const done = { amount: order.total, status: 'succeeded' }
    expect(await paymentAmounts(shop, order)).toEqual({ captured: order.total, refunded: order.total, refunds: [done] })
    expect((await shop.order(basket)).status).toBe('pending_payment')
  })

  test('its ledger tells the story: opening, sold, cancelled', async () => {
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

  test('twice is once: one restock, one refund', async () => {
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

  test('an order for nothing goes back as well, and no refund is asked for', async () => {
    const sku = await sell(shop, { onHand: 5 })
    const order = await shop.order({ lines: { [sku]: 2 }, coupon: await issue(shop, { value: 9000 }) })
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

test('409 order_not_cancellable: an order that has expired, or was refunded', async () => {
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
