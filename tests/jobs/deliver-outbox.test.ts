import { describe, expect, test } from 'vitest'
import { Order } from '../../shared/orders/views/order.ts'
import { DEFAULT_MAX_ATTEMPTS } from '../../shared/outbox/message.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { paymentAmounts } from '../orders/order-rows.ts'
import { captureLog } from '../platform/http/toy-endpoint.ts'
import { CRON_SECRET, testShop } from '../support/shop.ts'

const shop = await testShop({ variables: { LOG_LEVEL: 'info' } })
const log = captureLog(shop.env)

const put = async (topic: string, payload: object, count = 1) =>
  shop.rows(
    'insert into outbox (topic, payload) select $1, $2::jsonb from generate_series(1, $3::integer) returning id',
    [topic, JSON.stringify(payload), count],
  )
const rowOf = async (id: unknown) => {
  const [row] = await shop.rows(
    `select delivered_at is not null as delivered, dead_at is not null as dead, attempts, last_error,
       extract(epoch from available_at - now())::integer as "waitsSeconds" from outbox where id = $1`,
    [id],
  )
  return row
}

describe('a delivery', () => {
  test('of an order event happens once, and is logged', async () => {
    const order = await shop.order({ lines: { [await addProduct(shop)]: 1 } })
    const [event] = await shop.rows("select id from outbox where order_id = $1 and topic = 'order_pending_payment'", [
      order.id,
    ])
    expect((await shop.job('deliver-outbox')).remaining).toBe(0)
    expect(await rowOf(event?.id)).toMatchObject({ delivered: true, attempts: 1, last_error: null })
    expect(await shop.job('deliver-outbox')).toEqual({ processed: 0, remaining: 0 })
    const logged = log.map((line) => JSON.parse(line)).filter((line) => line.order_id === order.id)
    expect(logged).toMatchObject([{ event: 'order_pending_payment', msg: 'order event' }])
  })

  test('logs the run and the request that caused it, also for orders that were placed in one batch', async () => {
    const carts = []
    for (let count = 0; count < 5; count++) carts.push(await shop.cart({ lines: { [await addProduct(shop)]: 1 } }))
    const placed = await Promise.all(
      carts.map(({ id, total }, at) =>
        shop.call('POST', '/orders', {
          headers: { 'idempotency-key': id, 'x-request-id': `cause-000${at}` },
          body: { cartId: id, expectedTotal: total, email: 'shopper@example.com' },
        }),
      ),
    )
    const orders = placed.map(({ body }) => Order.parse(body))
    const headers = { authorization: `Bearer ${CRON_SECRET}`, 'x-request-id': 'the-run-itself' }
    await shop.call('POST', '/jobs/deliver-outbox', { headers })
    const lines = log.map((line) => JSON.parse(line))
    expect(orders.map(({ id }) => lines.find(({ event, order_id }) => event && order_id === id))).toMatchObject(
      orders.map((_, at) => ({
        request_id: 'the-run-itself',
        cause_request_id: `cause-000${at}`,
        job: 'deliver-outbox',
      })),
    )
    expect(lines.filter(({ request_id, msg }) => request_id === 'the-run-itself' && msg === 'job')).toMatchObject([
      { job: 'deliver-outbox', processed: 5, remaining: 0 },
    ])
  })

  test('that fails stores its error and is retried after 2, 4, 8 … seconds plus up to 25 percent', async () => {
    const [failing] = await put('refund_requested', { refundId: 'rfd_none' })
    const [fine] = await put('order_paid', { orderId: 'ord_1' })
    for (const attempt of [1, 2, 3, 4]) {
      const { processed } = await shop.job('deliver-outbox')
      expect(processed).toBe(attempt === 1 ? 1 : 0)
      const row = await rowOf(failing?.id)
      expect(row).toMatchObject({ delivered: false, attempts: attempt, last_error: expect.stringMatching(/\w/) })
      expect(Number(row?.waitsSeconds)).toBeGreaterThanOrEqual(2 ** attempt - 1)
      expect(Number(row?.waitsSeconds)).toBeLessThanOrEqual(2 ** attempt * 1.25 + 1)
      expect(await shop.job('deliver-outbox')).toEqual({ processed: 0, remaining: 0 })
      await shop.rows('update outbox set available_at = now() where id = $1', [failing?.id])
    }
    expect(await rowOf(fine?.id)).toMatchObject({ delivered: true })
    await shop.rows('delete from outbox where id = $1', [failing?.id])
  })

  test('is dead after its last attempt, and is not retried', async () => {
    const [failing] = await put('refund_requested', { refundId: 'rfd_none' })
    const setAttempts = (attempts: number) =>
      shop.rows('update outbox set attempts = $2, available_at = now() where id = $1', [failing?.id, attempts])
    await setAttempts(DEFAULT_MAX_ATTEMPTS - 2)
    await shop.job('deliver-outbox')
    expect(await rowOf(failing?.id)).toMatchObject({ dead: false, attempts: DEFAULT_MAX_ATTEMPTS - 1 })
    await setAttempts(DEFAULT_MAX_ATTEMPTS - 1)
    await shop.job('deliver-outbox')
    const dead = {
      delivered: false,
      dead: true,
      attempts: DEFAULT_MAX_ATTEMPTS,
      last_error: expect.stringMatching(/\w/),
    }
    expect(await rowOf(failing?.id)).toMatchObject(dead)
    await shop.rows('update outbox set available_at = now() where id = $1', [failing?.id])
    expect(await shop.job('deliver-outbox')).toEqual({ processed: 0, remaining: 0 })
    expect(await rowOf(failing?.id)).toMatchObject(dead)
  })

  test('that has crashed every process is dead without another attempt', async () => {
    const [crashing] = await put('refund_requested', { refundId: 'rfd_none' })
    await shop.rows('update outbox set attempts = $2 where id = $1', [crashing?.id, DEFAULT_MAX_ATTEMPTS])
    await shop.job('deliver-outbox')
    expect(await rowOf(crashing?.id)).toMatchObject({
      dead: true,
      last_error: 'every process that claimed it ended before it was delivered',
    })
  })

  test('of an unknown topic waits for a process of a newer version', async () => {
    const [unknown] = await put('from_a_newer_version', {})
    await shop.job('deliver-outbox')
    expect(await rowOf(unknown?.id)).toMatchObject({
      ...{ delivered: false, dead: false, attempts: 1 },
      last_error: 'unknown topic from_a_newer_version',
    })
    await shop.rows('delete from outbox where id = $1', [unknown?.id])
  })

  test('a run takes a bounded batch and returns the remaining count; concurrent runs deliver each row once', async () => {
    const rows = await put('order_paid', { orderId: 'ord_batch' }, 230)
    expect(await shop.job('deliver-outbox')).toEqual({ processed: 100, remaining: 130 })
    const runs = await Promise.all([shop.job('deliver-outbox'), shop.job('deliver-outbox')])
    expect(runs.reduce((sum, { processed }) => sum + processed, 0)).toBe(130)
    const [counted] = await shop.rows(
      'select sum(attempts)::integer as attempts from outbox where id = any($1::bigint[])',
      [rows.map(({ id }) => String(id))],
    )
    expect(counted).toEqual({ attempts: 230 })
  })
})

describe('a refund', () => {
  test('is requested once, also if it is delivered twice', async () => {
    const order = await shop.order({ lines: { [await addProduct(shop)]: 2 } })
    await shop.conclude(order)
    await shop.cancel(order)
    await shop.job('deliver-outbox')
    const money = await paymentAmounts(shop, order)
    expect(money).toEqual({ captured: 2000, refunded: 2000, refunds: [{ amount: 2000, status: 'succeeded' }] })
    await shop.rows('update outbox set delivered_at = null, available_at = now() where order_id = $1', [order.id])
    await shop.job('deliver-outbox')
    expect(await paymentAmounts(shop, order)).toEqual(money)
    const [events] = await shop.rows(
      "select count(*)::integer as refunds from payment_events where type = 'payment_refunded' and provider_payment_id = $1",
      [order.payment.id],
    )
    expect(events).toEqual({ refunds: 1 })
  })

  test('requests the rest after a partial refund, and not more', async () => {
    const order = await shop.order({ lines: { [await addProduct(shop)]: 2 } })
    await shop.conclude(order)
    await shop.rows('update payments set refunded = 500 where order_id = $1', [order.id])
    await shop.rows('update orders set refunded = 500 where id = $1', [order.id])
    await shop.cancel(order)
    expect(await paymentAmounts(shop, order)).toMatchObject({ refunds: [{ amount: 1500, status: 'requested' }] })
    await shop.job('deliver-outbox')
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: 2000, refunded: 2000 })
    expect(await shop.read(order)).toMatchObject({ refunded: 2000, payment: { status: 'refunded' } })
  })
})
