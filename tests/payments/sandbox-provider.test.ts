import { describe, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/views/order.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { paymentAmounts, stockOf } from '../orders/order-rows.ts'
import { testShop } from '../support/shop.ts'

/** The sandbox imitates a real provider, including late, repeated and missing callbacks. */
const shop = await testShop()

async function placed(product: Parameters<typeof addProduct>[1] = {}, units = 2) {
  const sku = await addProduct(shop, product)
  return { sku, order: await shop.order({ lines: { [sku]: units } }) }
}
const placedByWeight = () => placed({ unit: 'g', onHand: 5_000 }, 2_000)
async function sandbox(order: Order, outcome: string) {
  const answer = await shop.call('POST', `/sandbox/payments/${order.payment.id}/${outcome}`)
  expect(answer.status, answer.text).toBe(200)
  return answer
}
const makeCheckDue = (order: Order) =>
  shop.rows('update payments set next_check_at = now() where order_id = $1', [order.id])

describe('callbacks', () => {
  test('lost: reconcile-payments fetches the payment', async () => {
    const { order } = await placed()
    await sandbox(order, 'succeed?deliveries=0')
    expect((await shop.read(order)).status).toBe('pending_payment')
    await makeCheckDue(order)
    await shop.job('reconcile-payments')
    expect((await shop.read(order)).status).toBe('paid')
  })

  test('five times: one effect', async () => {
    const { order, sku } = await placed()
    await sandbox(order, 'succeed?deliveries=5')
    expect((await shop.read(order)).status).toBe('paid')
    expect(await stockOf(shop, sku)).toEqual({ onHand: 8, held: 0 })
  })

  test('late and twice', async () => {
    const { order } = await placed()
    await sandbox(order, 'succeed?deliveries=2&afterSeconds=60')
    await shop.job('deliver-outbox')
    expect((await shop.read(order)).status).toBe('pending_payment')
    await shop.rows("update outbox set available_at = now() where topic = 'sandbox_callback'")
    await shop.job('deliver-outbox')
    expect((await shop.read(order)).status).toBe('paid')
    const [row] = await shop.rows(
      "select count(*)::integer as late from outbox where topic = 'sandbox_callback' and delivered_at is not null",
    )
    expect(row).toEqual({ late: 2 })
  })

  test.each(['deliveries=6', 'deliveries=-1', 'afterSeconds=x', 'afterSeconds=86401'])('422 for %s', async (query) => {
    const { order } = await placed()
    const { status } = await shop.call('POST', `/sandbox/payments/${order.payment.id}/succeed?${query}`)
    expect(status).toBe(422)
  })
})

describe('outcomes', () => {
  test('cancel: the order is cancelled', async () => {
    const { order, sku } = await placed()
    await sandbox(order, 'cancel')
    expect(await shop.read(order)).toMatchObject({ status: 'cancelled', payment: { status: 'cancelled' } })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 10, held: 0 })
  })

  test('refund-by-hand: the order is refunded', async () => {
    const { order } = await placed()
    await sandbox(order, 'succeed')
    await sandbox(order, 'refund-by-hand')
    expect(await shop.read(order)).toMatchObject({ status: 'refunded', refunded: order.total })
  })

  test.each([
    ['win-dispute', 'dispute_won_at'],
    ['lose-dispute', 'dispute_lost_at'],
  ])('%s: recorded', async (outcome, fact) => {
    const { order } = await placed()
    await sandbox(order, 'succeed')
    await sandbox(order, outcome)
    const [row] = await shop.rows(`select ${fact} is not null as recorded from payments where order_id = $1`, [
      order.id,
    ])
    expect(row).toEqual({ recorded: true })
  })
})

describe('a payment for products sold by weight', () => {
  test('is authorised with a margin of 20 %, and captured as weighed', async () => {
    const { order } = await placedByWeight()
    await sandbox(order, 'succeed')
    expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { status: 'authorised' } })
    await shop.rows('select finalise_payment($1, 1900)', [order.id])
    await shop.job('deliver-outbox')
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: 1_900, refunds: [] })
    expect((await shop.read(order)).payment.status).toBe('succeeded')
  })

  test('cancelled order: the authorisation is released and cannot be captured', async () => {
    const { order } = await placedByWeight()
    await sandbox(order, 'succeed')
    await shop.cancel(order)
    await shop.job('deliver-outbox')
    expect(await shop.read(order)).toMatchObject({ status: 'cancelled', payment: { status: 'cancelled' } })
    await shop.rows('select finalise_payment($1, 1900)', [order.id])
    await shop.job('deliver-outbox')
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: 0 })
  })

  test('captured: cannot be cancelled', async () => {
    const { order } = await placedByWeight()
    await sandbox(order, 'succeed')
    await shop.rows('select finalise_payment($1, 1900)', [order.id])
    await shop.job('deliver-outbox')
    await shop.rows(
      "insert into outbox (topic, order_id, payload) values ('payment_cancel_requested', $1, jsonb_build_object('orderId', $1::text))",
      [order.id],
    )
    await shop.job('deliver-outbox')
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: 1_900 })
  })
})
