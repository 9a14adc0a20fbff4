import { describe, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/views/order.ts'
import { addProduct, addSlot } from '../functions/catalog/test-records.ts'
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

  test('processing: the order waits longer, and is confirmed when the money arrives', async () => {
    const { order, sku } = await placed()
    await sandbox(order, 'processing')
    const waiting = await shop.read(order)
    expect(waiting).toMatchObject({ status: 'pending_payment', payment: { status: 'processing' } })
    expect(Date.parse(waiting.payment.expiresAt) - Date.now()).toBeGreaterThan(23 * 3_600_000)
    await shop.rows("update orders set expires_at = now() - interval '1 second' where id = $1", [order.id])
    await shop.job('expire-holds')
    expect((await shop.read(order)).status).toBe('expired')
    await sandbox(order, 'succeed')
    expect((await shop.read(order)).status).toBe('paid')
    expect(await stockOf(shop, sku)).toEqual({ onHand: 8, held: 0 })
  })

  test('processing, then failed: 15 minutes to pay in another way', async () => {
    const { order } = await placed()
    await sandbox(order, 'processing')
    await sandbox(order, 'fail')
    const failed = await shop.read(order)
    expect(failed).toMatchObject({ status: 'pending_payment', payment: { status: 'failed' } })
    expect(Date.parse(failed.payment.expiresAt) - Date.now()).toBeLessThan(16 * 60_000)
    await sandbox(order, 'processing')
    expect((await shop.read(order)).payment.status).toBe('processing')
  })

  test('409 refund_exceeds_captured for a refund by hand beyond what was captured', async () => {
    const { order } = await placed()
    const refused = async (query: string, refundable: number, requested: number) => {
      const answer = await shop.call('POST', `/sandbox/payments/${order.payment.id}/refund-by-hand${query}`)
      expect([answer.status, answer.body]).toEqual([
        409,
        expect.objectContaining({ code: 'refund_exceeds_captured', refundable, requested }),
      ])
    }
    await refused('', 0, 0)
    await sandbox(order, 'succeed')
    await refused(`?amount=${order.total + 1}`, order.total, order.total + 1)
    await sandbox(order, 'refund-by-hand?amount=100')
    expect(await shop.read(order)).toMatchObject({ status: 'paid', refunded: 100 })
    await sandbox(order, 'refund-by-hand')
    expect(await shop.read(order)).toMatchObject({ status: 'refunded', refunded: order.total })
    await refused('', 0, 0)
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
  test('is authorised, and captured as weighed', async () => {
    const { order } = await placedByWeight()
    await sandbox(order, 'succeed')
    expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { status: 'authorised' } })
    await shop.rows('select finalise_payment($1, 1900)', [order.id])
    await shop.job('deliver-outbox')
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: 1_900, refunds: [] })
    expect((await shop.read(order)).payment.status).toBe('succeeded')
  })

  test('charged at once, by a method that cannot reserve money: what is not packed is refunded', async () => {
    const { order } = await placedByWeight()
    expect(order.payment).toMatchObject({ reserved: true, why: { code: 'weighed' } })
    await sandbox(order, 'charge')
    expect((await shop.read(order)).payment).toMatchObject({
      ...{ status: 'succeeded', reserved: false, why: { code: 'payment_method' }, captured: 2_000, due: 2_000 },
    })
    await shop.rows('select finalise_payment($1, 1900)', [order.id])
    await shop.job('deliver-outbox')
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: 2_000, refunded: 100 })
  })

  test('for a slot that the reservation does not reach: the estimate is charged at once', async () => {
    const sku = await addProduct(shop, { unit: 'g', onHand: 5_000 })
    const [near, far] = [
      await addSlot(shop, { startsInHours: 24 * 5 }),
      await addSlot(shop, { startsInHours: 24 * 10 }),
    ]
    const cart = await shop.cart({ lines: { [sku]: 2_000 }, slotId: near })
    expect(cart.payment).toMatchObject({ reserved: true, why: { code: 'weighed' } })
    const order = await shop.order({ lines: { [sku]: 2_000 }, slotId: far })
    expect(order.payment).toMatchObject({ reserved: false, why: { code: 'slot_too_late' }, reservedUntil: null })
    await sandbox(order, 'succeed')
    expect((await shop.read(order)).payment).toMatchObject({ status: 'succeeded', captured: order.total })
  })

  test('captured by hand below the cost: staff are notified, and the order says what is missing', async () => {
    const { order } = await placedByWeight()
    await sandbox(order, 'succeed')
    const reserved = await shop.read(order)
    expect(Date.parse(reserved.payment.reservedUntil ?? '') - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
    const beyond = await shop.call('POST', `/sandbox/payments/${order.payment.id}/capture-by-hand?amount=2001`)
    expect([beyond.status, beyond.body]).toEqual([
      409,
      expect.objectContaining({ code: 'capture_exceeds_authorised', capturable: 2_000, requested: 2_001 }),
    ])
    await sandbox(order, 'capture-by-hand?amount=1500')
    expect((await shop.read(order)).payment).toMatchObject({ captured: 1_500, due: 2_000, missing: 500 })
    expect(
      await shop.rows("select payload -> 'missing' as missing from outbox where topic = 'payment_incomplete'"),
    ).toEqual([{ missing: 500 }])
    await shop.rows('update payments set written_off = 500 where order_id = $1', [order.id])
  })

  test('refuse-capture: the capture fails for good', async () => {
    const { order } = await placedByWeight()
    await sandbox(order, 'succeed')
    await sandbox(order, 'refuse-capture')
    await shop.rows('select finalise_payment($1, 1900)', [order.id])
    await shop.job('deliver-outbox')
    expect((await shop.read(order)).payment).toMatchObject({
      status: 'authorised',
      captured: 0,
      due: 1_900,
      missing: 1_900,
    })
    await shop.rows('update payments set written_off = 1900 where order_id = $1', [order.id])
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
