import { describe, expect, test } from 'vitest'
import { insertCapturedOrder } from '../../support/sql/captured-order.ts'
import { applyEvent } from '../../support/sql/payment-events.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertRefund } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const paid = () => insertCapturedOrder(shop, 'paid', { captured: 1_000, captured_at: fromNow(-60) }, { holds: false })
const disputes = () =>
  shop.rows(
    `select id, amount, reason, won_at is not null as won, lost_at is not null as lost
     from payment_disputes where payment_id = 'pay-order' order by id`,
  )
const status = async () => (await shop.row("select dispute_status as status from orders where id = 'order'"))?.status

test('add_dispute_fact stores the amount and the reason that the provider reports', async () => {
  await paid()
  await shop.insert('payment_events', {
    ...{ provider: 'sandbox', event_id: 'e', type: 'payment_disputed', provider_payment_id: 'sandbox-order' },
    ...{ payload: '{"data": {"object": {"reason": "fraudulent"}}}', dispute_id: 'dp_1', amount: 700 },
  })
  await shop.write(
    `select add_dispute_fact(p, e) from payments p, payment_events e where p.order_id = 'order' and e.event_id = 'e'`,
  )
  expect(await disputes()).toEqual([{ id: 'dp_1', amount: 700, reason: 'fraudulent', won: false, lost: false }])
})

describe('the events of one dispute in any order', () => {
  const facts = { payment_disputed: 'open', dispute_won: 'won', dispute_lost: 'lost' } as const
  test.each([
    ['payment_disputed', 'dispute_won', 'won'],
    ['dispute_won', 'payment_disputed', 'won'],
    ['payment_disputed', 'dispute_lost', 'lost'],
    ['dispute_lost', 'payment_disputed', 'lost'],
    ['dispute_won', 'dispute_lost', 'lost'],
    ['dispute_lost', 'dispute_won', 'lost'],
  ] as const)('%s, %s: %s', async (first, second, expected) => {
    await paid()
    await applyEvent(shop, first)
    expect(await status()).toBe(facts[first])
    await applyEvent(shop, second)
    expect(await status()).toBe(expected)
    expect(await disputes()).toHaveLength(1)
  })

  test('a second dispute is another one: it opens after the first was won', async () => {
    await paid()
    for (const type of ['payment_disputed', 'dispute_won']) await applyEvent(shop, type, { dispute_id: 'dp_1' })
    await applyEvent(shop, 'payment_disputed', { dispute_id: 'dp_2' })
    expect(await status()).toBe('open')
    await applyEvent(shop, 'dispute_won', { dispute_id: 'dp_1' })
    expect([await status(), (await disputes()).length]).toEqual(['open', 2])
  })
})

describe('refunds when a dispute opens', () => {
  const refunds = () => shop.rows("select id, status from refunds where order_id = 'order' order by id")

  test('a refund that was not sent is withdrawn, a sent or finished one stays', async () => {
    await paid()
    await insertRefund(shop, 'r1', 'order')
    await insertRefund(shop, 'r2', 'order', { sent_at: fromNow(-1) })
    await insertRefund(shop, 'r3', 'order', { status: 'succeeded', succeeded_at: fromNow(-1) })
    await applyEvent(shop, 'payment_disputed')
    expect(await refunds()).toEqual([
      { id: 'r1', status: 'withdrawn' },
      { id: 'r2', status: 'requested' },
      { id: 'r3', status: 'succeeded' },
    ])
    const told =
      "select payload ->> 'refundId' as refund from outbox where order_id = 'order' and topic = 'refund_withdrawn'"
    expect(await shop.rows(told)).toEqual([{ refund: 'r1' }])
  })

  test('a dispute that is won at once withdraws nothing', async () => {
    await paid()
    await insertRefund(shop, 'r1', 'order')
    await applyEvent(shop, 'dispute_won')
    expect(await refunds()).toEqual([{ id: 'r1', status: 'requested' }])
  })
})
