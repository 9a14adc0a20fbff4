import { describe, expect, test } from 'vitest'
import { insertCapturedOrder, readOrderStatus } from '../../support/sql/captured-order.ts'
import { applyEvent } from '../../support/sql/payment-events.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment, insertRefund } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const state = () =>
  shop.row(
    `select o.refunded as shown, p.refunded, p.refund_returned as returned, o.refund_failed_at is not null as marked,
       array(select r.id || ' ' || r.status || ' ' || r.amount from refunds r where r.order_id = o.id order by r.id) as refunds,
       array(select topic from outbox x where x.order_id = o.id and topic like 'refund%' order by topic) as notifications
     from orders o join payments p on p.order_id = o.id where o.id = 'order'`,
  )
const paid = () =>
  insertCapturedOrder(shop, 'picking', { captured: 1_000, captured_at: fromNow(-60) }, { holds: false })
const succeeded = () => applyEvent(shop, 'refund_succeeded', { refund_id: 'r', amount: 300 })
const failed = () => applyEvent(shop, 'refund_failed', { refund_id: 'r', amount: 300 })

test('add_refund_fact changes the refund and the totals of its payment', async () => {
  await paid()
  await insertRefund(shop, 'r', 'order', { amount: 300 })
  await shop.insert('payment_events', {
    ...{ provider: 'sandbox', event_id: 'e', type: 'refund_succeeded', provider_payment_id: 'sandbox-order' },
    ...{ payload: '{}', refund_id: 'r', amount: 300 },
  })
  await shop.write(
    `select add_refund_fact(p, e) from payments p, payment_events e where p.order_id = 'order' and e.event_id = 'e'`,
  )
  expect(await state()).toMatchObject({ refunded: 300, returned: 0, refunds: ['r succeeded 300'] })
})

describe('a refund that the shop requested', () => {
  test('succeeds, once', async () => {
    await paid()
    await insertRefund(shop, 'r', 'order', { amount: 300 })
    for (const _time of [1, 2]) expect(await succeeded()).toBe('recorded')
    expect(await state()).toEqual({
      ...{ shown: 300, refunded: 300, returned: 0, marked: false },
      ...{ refunds: ['r succeeded 300'], notifications: ['refund_succeeded'] },
    })
  })

  test('fails: the order is marked, staff are notified once, and no other refund is requested', async () => {
    await paid()
    await insertRefund(shop, 'r', 'order', { amount: 300 })
    for (const _time of [1, 2]) expect(await failed()).toBe('recorded')
    expect(await state()).toEqual({
      ...{
        shown: 0,
        refunded: 0,
        returned: 0,
        marked: true,
        refunds: ['r failed 300'],
        notifications: ['refund_failed'],
      },
    })
  })

  test.each([
    ['succeeds and then fails', [succeeded, failed]],
    ['is reported as failed before it is reported as succeeded', [failed, succeeded]],
  ])('%s: the status is failed, and the money counts as returned', async (_case, events) => {
    await paid()
    await insertRefund(shop, 'r', 'order', { amount: 300 })
    for (const event of events) await event()
    expect(await state()).toEqual({
      ...{ shown: 0, refunded: 300, returned: 300, marked: true },
      ...{ refunds: ['r failed 300'], notifications: ['refund_failed', 'refund_succeeded'] },
    })
  })

  test.each([
    ['refund_succeeded', 'refund_failed'],
    ['refund_failed', 'refund_succeeded'],
  ])('of the full amount: %s and then %s end the order', async (...types) => {
    await paid()
    for (const type of types) await applyEvent(shop, type, { refund_id: 'all', amount: 1_000 })
    expect(await readOrderStatus(shop)).toBe('refunded')
  })
})

describe('the stored refund', () => {
  const refund = () =>
    shop.row(`select failure, succeeded_at = now() as "succeededNow", failed_at = now() as "failedNow"
      from refunds where id = 'r'`)
  const failWith = (reason: string) =>
    applyEvent(shop, 'refund_failed', {
      ...{ refund_id: 'r', amount: 300, payload: JSON.stringify({ data: { object: { failure_reason: reason } } }) },
    })

  test('has the first failure reason, or unknown', async () => {
    await paid()
    await insertRefund(shop, 'r', 'order', { amount: 300 })
    await failWith('lost_or_stolen_card')
    await failWith('another')
    expect(await refund()).toEqual({ failure: 'lost_or_stolen_card', succeededNow: null, failedNow: true })
    await insertRefund(shop, 'r2', 'order', { amount: 300 })
    await applyEvent(shop, 'refund_failed', { refund_id: 'r2', amount: 300 })
    expect(await shop.row("select failure from refunds where id = 'r2'")).toEqual({ failure: 'unknown' })
  })

  test('has no failure when it succeeded', async () => {
    await paid()
    await insertRefund(shop, 'r', 'order', { amount: 300 })
    await succeeded()
    expect(await refund()).toEqual({ failure: null, succeededNow: true, failedNow: null })
  })

  test('has the first times of success and failure', async () => {
    await paid()
    const earlier = { succeeded_at: fromNow(-60), failed_at: fromNow(-50), status: 'failed', failure: 'unknown' }
    await insertRefund(shop, 'r', 'order', { amount: 300, ...earlier })
    await succeeded()
    await failed()
    expect(await refund()).toEqual({ failure: 'unknown', succeededNow: false, failedNow: false })
  })

  test('the notification has the ids of refund and order', async () => {
    await paid()
    await succeeded()
    const notifications = "select lane, payload from outbox where topic = 'refund_succeeded'"
    expect(await shop.rows(notifications)).toEqual([{ lane: 'event', payload: { orderId: 'order', refundId: 'r' } }])
  })

  test('the totals of the payment count its own succeeded and returned refunds', async () => {
    await paid()
    await insertOrder(shop, 'second')
    await insertPayment(shop, 'second')
    const returned = { status: 'failed', failed_at: fromNow(-1), succeeded_at: fromNow(-2) }
    await insertRefund(shop, 'of-another', 'second', { amount: 900, ...returned })
    await insertRefund(shop, 'a-returned', 'order', { amount: 50, ...returned })
    await insertRefund(shop, 'b-returned', 'order', { amount: 20, ...returned })
    await insertRefund(shop, 's-pending', 'order', { amount: 7 })
    await succeeded()
    expect(await state()).toMatchObject({
      ...{ refunded: 370, returned: 70, notifications: ['refund_succeeded'] },
      refunds: ['a-returned failed 50', 'b-returned failed 20', 'r succeeded 300', 's-pending requested 7'],
    })
  })
})

describe('a refund created manually at the provider', () => {
  test('is inserted when only its failure is reported', async () => {
    await paid()
    await failed()
    expect(await state()).toMatchObject({ shown: 0, refunds: ['r failed 300'], notifications: ['refund_failed'] })
  })

  test('is not inserted by an event with the total of all refunds', async () => {
    await paid()
    await applyEvent(shop, 'payment_refunded', { refund_id: 'r', amount: 300 })
    expect(await state()).toMatchObject({ shown: 300, refunded: 300, refunds: [] })
  })

  test('is inserted when its success is reported', async () => {
    await paid()
    await succeeded()
    expect(await state()).toMatchObject({ shown: 300, refunded: 300, refunds: ['r succeeded 300'] })
    expect(await shop.rows("select reason from refunds where id = 'r'")).toEqual([{ reason: 'at_the_provider' }])
  })

  test('reported before its payment: the order is still paid afterwards', async () => {
    await insertCapturedOrder(shop, 'pending_payment', {})
    await succeeded()
    expect(await applyEvent(shop, 'payment_succeeded', { amount: 1_000 })).toBe('paid')
    expect(await state()).toMatchObject({ shown: 300 })
  })

  test('does not change a refund of another payment', async () => {
    await insertCapturedOrder(shop, 'picking', { captured: 1_000, captured_at: fromNow(-60) }, { holds: false })
    await insertOrder(shop, 'second')
    await insertPayment(shop, 'second')
    await insertRefund(shop, 'r', 'second', { amount: 300 })
    await succeeded()
    expect(await shop.rows("select status from refunds where id = 'r'")).toEqual([{ status: 'requested' }])
    expect(await state()).toMatchObject({ refunded: 0, refunds: [], notifications: [] })
  })
})

test.each([
  ['refund_succeeded', { amount: 300 }],
  ['refund_failed', { refund_id: 'r' }],
  ['refund_succeeded', { refund_id: 'r', amount: 0 }],
])('invalid_amount: %s with %o', async (type, columns) => {
  await paid()
  expect(await applyEvent(shop, type, columns)).toBe('invalid_amount')
})
