import { describe, expect, test } from 'vitest'
import { insertCapturedOrder } from '../../support/sql/captured-order.ts'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertRefund } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
type Columns = Record<string, Value>

/** Adds an event to the payment of an order in this status, and returns a function that adds it again. */
async function add(type: string, event: Columns = {}, payment: Columns = {}, status = 'pending_payment') {
  await insertCapturedOrder(shop, status, { authorisation: 1_200, ...payment })
  await shop.insert('payment_events', {
    ...{ provider: 'sandbox', event_id: 'evt', type, provider_payment_id: 'sandbox-order', payload: '{}', ...event },
  })
  const call = `select add_payment_fact(p, e) from payments p, payment_events e
    where p.order_id = 'order' and e.provider = 'sandbox' and e.event_id = 'evt'`
  await shop.write(call)
  return () => shop.write(call)
}
const facts = () =>
  shop.row(
    `select provider_payment_id as id, captured, authorised, refunded, captured_at = now() as "capturedNow",
       failed_at = now() as failed, cancelled_at = now() as cancelled, disputed_at = now() as disputed,
       dispute_won_at = now() as won, dispute_lost_at = now() as lost, updated_at = now() as touched
     from payments where order_id = 'order'`,
  )
const notifications = async () =>
  (await shop.rows("select topic, lane, payload from outbox where order_id = 'order' order by topic")).map((row) => {
    expect(row).toMatchObject({ lane: 'event', payload: { orderId: 'order' } })
    return row.topic
  })
const none = {
  ...{ id: 'sandbox-order', captured: 0, authorised: 0, refunded: 0, capturedNow: null, failed: null, cancelled: null },
  ...{ disputed: null, won: null, lost: null, touched: true },
}
const earlier = '2026-01-01T00:00:00+00:00'

describe('add_payment_fact', () => {
  test.each([
    ['payment_succeeded', { captured: 700, capturedNow: true }, []],
    ['payment_authorised', { authorised: 700 }, []],
    ['payment_refunded', { refunded: 700 }, []],
    ['payment_failed', { failed: true }, ['payment_failed']],
    ['payment_cancelled', { cancelled: true }, []],
    ['payment_disputed', { disputed: true }, ['payment_disputed']],
    ['dispute_won', { disputed: true, won: true }, ['dispute_won', 'payment_disputed']],
    ['dispute_lost', { disputed: true, lost: true }, ['dispute_lost', 'payment_disputed']],
  ] as const)('%s: adds this fact only, and notifies once', async (type, fact, topics) => {
    const again = await add(type, { amount: 700 })
    expect(await facts()).toEqual({ ...none, ...fact })
    expect(await notifications()).toEqual(topics)
    await again()
    expect(await facts()).toEqual({ ...none, ...fact })
    expect(await notifications()).toEqual(topics)
  })

  test.each([
    ['payment_succeeded', 'captured'],
    ['payment_authorised', 'authorised'],
    ['payment_refunded', 'refunded'],
  ])('%s: the greatest reported total is stored', async (type, sum) => {
    await add(type, { amount: 300 }, { captured: 1_000, authorised: 1_000, refunded: 1_000 })
    expect(await facts()).toMatchObject({ [sum]: 1_000 })
  })

  test.each([
    ['payment_succeeded', 'captured_at'],
    ['payment_failed', 'failed_at'],
    ['payment_cancelled', 'cancelled_at'],
    ['payment_disputed', 'disputed_at'],
    ['dispute_won', 'dispute_won_at'],
    ['dispute_lost', 'dispute_lost_at'],
  ])('%s: the first time stays, without another notification', async (type, column) => {
    const disputed = column.startsWith('dispute') ? { disputed_at: earlier } : {}
    const captured = column === 'captured_at' ? { captured: 5 } : {}
    await add(type, { amount: 300 }, { ...disputed, ...captured, [column]: earlier })
    expect(await shop.row(`select ${column} as it from payments where order_id = 'order'`)).toEqual({ it: earlier })
    expect(await notifications()).toEqual([])
  })

  test('stores the provider’s payment id if it is missing', async () => {
    await add('payment_failed', { provider_payment_id: 'new' }, { provider_payment_id: null })
    expect(await facts()).toMatchObject({ id: 'new' })
  })

  test('does not replace a stored payment id', async () => {
    await add('payment_failed', { provider_payment_id: 'another' })
    expect(await facts()).toMatchObject({ id: 'sandbox-order', failed: true })
  })

  test.each([
    ['captured', { captured: 1, captured_at: earlier }, 'pending_payment'],
    ['authorised', { authorised: 1 }, 'pending_payment'],
    ['expired', {}, 'expired'],
    ['paid', {}, 'paid'],
  ] as const)('payment_failed: no notification when the shopper need not pay: %s', async (_case, payment, status) => {
    await add('payment_failed', {}, payment, status)
    expect(await notifications()).toEqual([])
    expect(await facts()).toMatchObject({ failed: true })
  })

  test.each(['picking', 'out_for_delivery', 'delivered'])(
    'payment_cancelled: a notification when fulfilment has started: %s',
    async (status) => {
      await add('payment_cancelled', {}, { authorised: 1_200 }, status)
      expect(await notifications()).toEqual(['payment_cancelled'])
    },
  )

  test.each([
    ['paid', {}],
    ['picking', { captured: 1, captured_at: earlier }],
  ] as const)('payment_cancelled: no notification before fulfilment, or when captured: %s', async (status, payment) => {
    await add('payment_cancelled', {}, payment, status)
    expect(await notifications()).toEqual([])
  })

  test('an event of an unknown refund inserts the refund', async () => {
    await add('refund_succeeded', { refund_id: 're_1', amount: 40 })
    expect(await shop.rows("select id, amount, status from refunds where order_id = 'order'")).toEqual([
      { id: 're_1', amount: 40, status: 'succeeded' },
    ])
  })

  test('an event without a refund id changes no refund', async () => {
    const again = await add('payment_refunded', { amount: 40 })
    expect(await shop.rows("select from refunds where order_id = 'order'")).toEqual([])
    await insertRefund(shop, 'r', 'order', { amount: 90, status: 'succeeded', succeeded_at: fromNow(-1) })
    await again()
    expect(await facts()).toMatchObject({ refunded: 40 })
  })
})
