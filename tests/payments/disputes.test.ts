import { describe, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/views/order.ts'
import { StaffOrderPage } from '../../shared/orders/views/read-staff-orders.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { expireHolds, paymentAmounts, requestRefund, stockOf } from '../orders/order-rows.ts'
import { testShop } from '../support/shop.ts'

/** A bank takes the money of a disputed payment back, so that a refund would pay it out a second time. */
const shop = await testShop()
const headers = await staffHeaders(shop)

const sandbox = async ({ payment }: Order, outcome: string) =>
  expect((await shop.call('POST', `/sandbox/payments/${payment.id}/${outcome}`)).status).toBeLessThan(300)
const advance = ({ id }: Order, body: object) => shop.call('POST', `/admin/orders/${id}/transitions`, { headers, body })
const refund = ({ id }: Order, body: object) => requestRefund(shop, headers, id, body)
const viewOf = async ({ id }: Order) => (await shop.call('GET', `/admin/orders/${id}`, { headers })).body
async function runJobs() {
  for (const job of ['deliver-outbox', 'process-webhooks', 'deliver-outbox']) await shop.job(job)
}
async function paid(units = 2) {
  const sku = await addProduct(shop)
  const order = await shop.order({ lines: { [sku]: units } })
  await shop.conclude(order)
  return { sku, order }
}
async function listed(query: string) {
  const answer = await shop.call('GET', `/admin/orders?limit=100&${query}`, { headers })
  expect(answer.status, answer.text).toBe(200)
  return StaffOrderPage.parse(answer.body).items.map(({ id }) => id)
}

const histories = [
  ['open', ['dispute']],
  ['lost', ['dispute', 'lose-dispute']],
  ['lost', ['lose-dispute', 'dispute']],
  ['lost', ['win-dispute', 'lose-dispute']],
] as const

describe.each(histories)('%s dispute: %j', (status, outcomes) => {
  async function disputed(units = 2) {
    const { sku, order } = await paid(units)
    for (const outcome of outcomes) await sandbox(order, outcome)
    return { sku, order }
  }

  test('staff cannot refund an amount or lines, and nothing changes', async () => {
    const { sku, order } = await disputed()
    for (const body of [{ amount: 1 }, { amount: order.total }, { lines: [{ sku, quantity: 1 }] }]) {
      const answer = await refund(order, { ...body, restock: [{ sku, quantity: 1 }] })
      expect(answer).toMatchObject({ status: 409, body: { code: 'payment_disputed', dispute: { status } } })
    }
    expect(await paymentAmounts(shop, order)).toMatchObject({ refunded: 0, refunds: [] })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 8, held: 0 })
  })

  test('the shopper cancels: the order ends and its units return, but no money', async () => {
    const { sku, order } = await disputed()
    const cancelled = await shop.cancel(order)
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled', refunded: 0, dispute: { status } } })
    await runJobs()
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: order.total, refunded: 0, refunds: [] })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 10, held: 0 })
  })

  test('staff cancel, or pack nothing: the same', async () => {
    for (const body of [{ to: 'cancelled' }, { to: 'packed', picked: [] }]) {
      const { sku, order } = await paid()
      await advance(order, { to: 'picking' })
      for (const outcome of outcomes) await sandbox(order, outcome)
      const picked = 'picked' in body ? { picked: [{ sku, quantity: 0 }] } : {}
      expect(await advance(order, { ...body, ...picked })).toMatchObject({ status: 200, body: { status: 'cancelled' } })
      await runJobs()
      expect(await paymentAmounts(shop, order)).toMatchObject({ refunded: 0, refunds: [] })
    }
  })

  test('it is picked only by a decision of staff, which the audit log records', async () => {
    const { sku, order } = await disputed()
    for (const body of [{ to: 'picking' }, { to: 'picking', picked: [{ sku, quantity: 2 }] }]) {
      const refused = await advance(order, body)
      expect(refused).toMatchObject({ status: 409, body: { code: 'order_disputed', dispute: { status } } })
    }
    expect((await shop.read(order)).status).toBe('paid')
    const decision = { by: 'cus_staff', reason: 'Signed for by the shopper' }
    const picking = await advance(order, { to: 'picking', despiteDispute: true, reason: decision.reason })
    expect(picking).toMatchObject({ status: 200, body: { status: 'picking', dispute: { status, decision } } })
    expect(await auditEntries(shop, 'order', order.id)).toMatchObject([
      { actor: 'cus_staff', action: 'picking', after: { stage: 'picking', despiteDispute: decision } },
    ])

    const short = await advance(order, { to: 'packed', picked: [{ sku, quantity: 1 }] })
    expect(short).toMatchObject({ status: 200, body: { total: order.total / 2 } })
    await runJobs()
    expect(await paymentAmounts(shop, order)).toMatchObject({ refunded: 0, refunds: [] })
  })

  test('staff see it in the order and in the list', async () => {
    const { order } = await disputed()
    const dispute = { status, openedAt: expect.any(String), amount: order.total }
    expect(await viewOf(order)).toMatchObject({ dispute: { ...dispute, decision: null } })
    expect((await shop.read(order)).dispute).toEqual({
      ...dispute,
      closedAt: status === 'open' ? null : expect.any(String),
    })
    expect(await listed('disputed=true')).toContain(order.id)
    expect(await listed('disputed=false')).not.toContain(order.id)
  })
})

describe('a won dispute', () => {
  test.each([[['dispute', 'win-dispute']], [['win-dispute', 'dispute']]])(
    '%j: refunds and picking are open again',
    async (outcomes) => {
      const { sku, order } = await paid()
      for (const outcome of outcomes) await sandbox(order, outcome)
      expect(await listed('disputed=false')).toContain(order.id)
      expect(await refund(order, { lines: [{ sku, quantity: 1 }] })).toMatchObject({ status: 201 })
      expect(await advance(order, { to: 'picking' })).toMatchObject({
        status: 200,
        body: { dispute: { status: 'won' } },
      })
      await runJobs()
      expect((await shop.read(order)).refunds).toMatchObject([{ amount: 1_000, status: 'succeeded' }])
    },
  )

  test('returns what was not paid back meanwhile: of a cancelled order everything, once', async () => {
    const { order } = await paid()
    await sandbox(order, 'dispute')
    await shop.cancel(order)
    await sandbox(order, 'win-dispute')
    await runJobs()
    expect(await shop.read(order)).toMatchObject({
      status: 'cancelled',
      refunded: order.total,
      dispute: { status: 'won' },
    })
  })

  test('and of an order that was packed for less, the difference', async () => {
    const { sku, order } = await paid()
    await advance(order, { to: 'picking' })
    await sandbox(order, 'dispute')
    const body = { to: 'packed', picked: [{ sku, quantity: 1 }], despiteDispute: true, reason: 'Known shopper' }
    expect(await advance(order, body)).toMatchObject({ status: 200 })
    await sandbox(order, 'win-dispute')
    await runJobs()
    expect(await shop.read(order)).toMatchObject({ refunded: 1_000 })
  })
})

describe('in any order of events', () => {
  test('a dispute before the payment: the order is paid, and the dispute counts', async () => {
    const sku = await addProduct(shop)
    const order = await shop.order({ lines: { [sku]: 1 } })
    await sandbox(order, 'dispute')
    await shop.conclude(order)
    expect(await shop.read(order)).toMatchObject({ status: 'paid', dispute: { status: 'open' } })
    expect(await refund(order, { amount: 1 })).toMatchObject({ status: 409, body: { code: 'payment_disputed' } })
  })

  test('a refund that was not sent yet is withdrawn; after a won dispute staff can request it again', async () => {
    const { order } = await paid()
    expect(await refund(order, { amount: 500 })).toMatchObject({ status: 201 })
    await sandbox(order, 'dispute')
    await runJobs()
    expect(await shop.read(order)).toMatchObject({ refunded: 0, refunds: [{ amount: 500, status: 'withdrawn' }] })
    await sandbox(order, 'win-dispute')
    await runJobs()
    expect((await shop.read(order)).refunded).toBe(0)
    expect(await refund(order, { amount: 500 })).toMatchObject({ status: 201 })
    await runJobs()
    expect((await shop.read(order)).refunded).toBe(500)
  })

  test('the refund of a cancelled order is withdrawn, and requested again when the dispute is won', async () => {
    const { order } = await paid()
    await shop.cancel(order)
    await sandbox(order, 'dispute')
    await runJobs()
    expect(await shop.read(order)).toMatchObject({ refunded: 0, refunds: [{ status: 'withdrawn' }] })
    await sandbox(order, 'win-dispute')
    await runJobs()
    expect((await shop.read(order)).refunded).toBe(order.total)
  })

  test('the provider knows of the dispute first: it refuses the refund, and reports the dispute', async () => {
    const { order } = await paid()
    await shop.call('POST', `/sandbox/payments/${order.payment.id}/dispute?deliveries=0`)
    expect(await refund(order, { amount: 500 })).toMatchObject({ status: 201 })
    await runJobs()
    expect(await shop.read(order)).toMatchObject({
      refunded: 0,
      refunds: [{ status: 'withdrawn' }],
      dispute: { status: 'open' },
    })
    expect(await listed('refundFailed=true')).not.toContain(order.id)
  })

  test('a late payment of an expired order whose units are sold: nothing is returned until the dispute is won', async () => {
    const sku = await addProduct(shop, { onHand: 1 })
    const order = await shop.order({ lines: { [sku]: 1 } })
    await expireHolds(shop, order)
    await shop.job('expire-holds')
    await shop.conclude(await shop.order({ lines: { [sku]: 1 } }))
    await sandbox(order, 'dispute')
    await shop.conclude(order)
    await runJobs()
    expect(await shop.read(order)).toMatchObject({ status: 'expired', refunded: 0, refunds: [] })
    await sandbox(order, 'win-dispute')
    await runJobs()
    expect(await shop.read(order)).toMatchObject({ status: 'expired', refunded: order.total })
  })
})

describe('the decision to fulfil a disputed order', () => {
  test('counts until the dispute is lost: then it is asked for again', async () => {
    const { order } = await paid()
    await sandbox(order, 'dispute')
    const decided = { despiteDispute: true, reason: 'A regular customer' }
    expect(await advance(order, { to: 'picking', ...decided })).toMatchObject({ status: 200 })
    await sandbox(order, 'lose-dispute')
    expect(await advance(order, { to: 'packed' })).toMatchObject({ status: 409, body: { code: 'order_disputed' } })
    for (const to of ['packed', 'out_for_delivery', 'delivered']) {
      const more = to === 'packed' ? decided : {}
      expect(await advance(order, { to, ...more })).toMatchObject({ status: 200 })
    }
  })

  test.each([
    [{ to: 'picking', despiteDispute: true }, 'reason'],
    [{ to: 'picking', reason: 'Because' }, 'reason'],
    [{ to: 'picking', despiteDispute: false, reason: 'Because' }, 'despiteDispute'],
    [{ to: 'delivered', despiteDispute: true, reason: 'Because' }, 'despiteDispute'],
    [{ to: 'picking', despiteDispute: true, reason: ' ' }, 'reason'],
  ])('422 for %j', async (body, path) => {
    const { order } = await paid()
    const errors = expect.arrayContaining([expect.objectContaining({ path })])
    expect(await advance(order, body)).toMatchObject({ status: 422, body: { code: 'invalid_request', errors } })
  })
})

test('a failed refund is listed, and staff see its reason', async () => {
  const { order } = await paid()
  await sandbox(order, 'refuse-refunds')
  await refund(order, { amount: 500 })
  await runJobs()
  expect(await viewOf(order)).toMatchObject({
    refunds: [{ amount: 500, status: 'failed', reason: 'test', failure: expect.any(String) }],
  })
  const { refunds } = await shop.read(order)
  expect(refunds).toMatchObject([{ amount: 500, status: 'failed' }])
  expect(JSON.stringify(refunds)).not.toContain('reason')
  expect(await listed('refundFailed=true')).toContain(order.id)
  expect(await listed('refundFailed=false')).not.toContain(order.id)
})
