import { describe, expect, test } from 'vitest'
import type { Order } from '../../../shared/orders/views/order.ts'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { paymentAmounts, readOrderRows } from '../../orders/order-rows.ts'
import { stripeDouble } from './stripe-double.ts'
import { callBack, SECRET, SECRET_BEFORE, send, signed, stripeEvent, stripeShop } from './stripe-shop.ts'

const shop = await stripeShop()
const stripe = stripeDouble()

const placed = async () => shop.order({ lines: { [await addProduct(shop)]: 2 } })
const placedByWeight = async () =>
  shop.order({ lines: { [await addProduct(shop, { unit: 'g', onHand: 5_000 })]: 2_000 } })
const stored = async (id: string) => {
  const [row] = await shop.rows('select type, outcome, amount from payment_events where event_id = $1', [id])
  return row
}
/** The shopper pays, and Stripe sends its callback. */
async function paid(order: Order) {
  const intent = stripe.pay(order.payment.id)
  const type = intent.status === 'succeeded' ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated'
  await callBack(shop, stripeEvent(type, intent))
  return intent
}
const refundOf = (order: Order, fields: object) => ({
  ...{ id: 're_1', object: 'refund', amount: order.total, status: 'succeeded', payment_intent: order.payment.id },
  ...fields,
})

const order = await placed()
const body = JSON.stringify(stripeEvent('payment_intent.succeeded', stripe.intents.get(order.payment.id ?? '') ?? {}))
const now = Math.floor(Date.now() / 1000)

describe('200 for each event type, with its effect on the order', () => {
  test('payment_intent.succeeded: paid', async () => {
    const order = await placed()
    await paid(order)
    expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { status: 'succeeded' } })
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: order.total })
  })

  test('payment_intent.amount_capturable_updated: paid when authorised in full', async () => {
    const order = await placedByWeight()
    await paid(order)
    expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { status: 'authorised' } })
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: 0 })
  })

  test('payment_intent.payment_failed: stays pending', async () => {
    const order = await placed()
    await callBack(shop, stripeEvent('payment_intent.payment_failed', stripe.decline(order.payment.id)))
    expect(await shop.read(order)).toMatchObject({ status: 'pending_payment', payment: { status: 'failed' } })
  })

  test('payment_intent.canceled: cancelled', async () => {
    const order = await placed()
    const intent = stripe.intents.get(order.payment.id ?? '') ?? {}
    await callBack(shop, stripeEvent('payment_intent.canceled', { ...intent, status: 'canceled' }))
    expect(await shop.read(order)).toMatchObject({ status: 'cancelled', payment: { status: 'cancelled' } })
  })

  test('refund.created for manual refunds at Stripe, in part and in full', async () => {
    const order = await placed()
    await paid(order)
    await callBack(shop, stripeEvent('refund.created', refundOf(order, { id: 're_a', amount: 300 })))
    expect(await shop.read(order)).toMatchObject({ status: 'paid', refunded: 300 })
    await callBack(shop, stripeEvent('refund.created', refundOf(order, { id: 're_b', amount: order.total - 300 })))
    expect(await shop.read(order)).toMatchObject({ status: 'refunded', refunded: order.total })
  })

  test('refund.created of a pending refund and charge.refunded are ignored', async () => {
    const order = await placed()
    await paid(order)
    const pending = stripeEvent('refund.created', refundOf(order, { id: 're_c', status: 'pending' }))
    await callBack(shop, pending)
    await callBack(shop, stripeEvent('charge.refunded', { id: 'ch_1', amount_refunded: 300 }))
    expect(await stored(pending.id)).toMatchObject({ outcome: 'ignored' })
    expect(await shop.read(order)).toMatchObject({ status: 'paid', refunded: 0 })
  })

  test('refund.failed after a success: the money is returned, the order is marked, and staff are notified', async () => {
    const order = await placed()
    await paid(order)
    await callBack(shop, stripeEvent('refund.created', refundOf(order, { id: 're_d', amount: 300 })))
    const failure = { status: 'failed', failure_reason: 'lost_or_stolen_card' }
    await callBack(shop, stripeEvent('refund.failed', refundOf(order, { id: 're_d', amount: 300, ...failure })))
    expect(await shop.read(order)).toMatchObject({ status: 'paid', refunded: 0 })
    const [row] = await shop.rows(
      `select o.refund_failed_at is not null as marked, r.failure,
         (select count(*)::integer from outbox x where x.order_id = o.id and x.topic = 'refund_failed') as notifications
       from orders o join refunds r on r.order_id = o.id where o.id = $1`,
      [order.id],
    )
    expect(row).toEqual({ marked: true, failure: 'lost_or_stolen_card', notifications: 1 })
  })

  test.each([
    ['needs_response', 'charge.dispute.created', { disputed: true, won: false, lost: false }, ['payment_disputed']],
    ['won', 'charge.dispute.closed', { disputed: true, won: true, lost: false }, ['dispute_won', 'payment_disputed']],
    ['warning_closed', 'charge.dispute.closed', { won: true, lost: false }, ['dispute_won', 'payment_disputed']],
    ['lost', 'charge.dispute.closed', { won: false, lost: true }, ['dispute_lost', 'payment_disputed']],
  ])(
    'a dispute that is %s: recorded, the order marked, staff notified once',
    async (status, type, facts, notifications) => {
      const order = await placed()
      await paid(order)
      const dispute = { id: 'dp_1', object: 'dispute', amount: order.total, status, payment_intent: order.payment.id }
      for (const _time of [1, 2]) await callBack(shop, stripeEvent(type, dispute))
      const [row] = await shop.rows(
        `select o.disputed_at is not null as disputed, p.dispute_won_at is not null as won,
         p.dispute_lost_at is not null as lost, array(
           select topic from outbox x where x.order_id = o.id and topic like '%dispute%' order by topic) as notifications
       from orders o join payments p on p.order_id = o.id where o.id = $1`,
        [order.id],
      )
      expect(row).toMatchObject({ ...facts, notifications })
      expect(await shop.read(order)).toMatchObject({ status: 'paid', dispute: { amount: order.total } })
    },
  )

  test('a payment without a stored id is found by the order id in its metadata', async () => {
    const order = await placed()
    const intent = stripe.pay(order.payment.id)
    await shop.rows('update payments set provider_payment_id = null where order_id = $1', [order.id])
    await callBack(shop, stripeEvent('payment_intent.succeeded', intent))
    expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { id: intent.id } })
  })

  test.each(['payout.paid', 'payment_intent.created', 'v2.something.new'])('%s is stored and ignored', async (type) => {
    const event = stripeEvent(type, { id: 'x' })
    expect((await callBack(shop, event)).body).toEqual({ stored: true })
    expect(await stored(event.id)).toEqual({ type, outcome: 'ignored', amount: null })
    expect((await callBack(shop, event)).body).toEqual({ stored: false })
  })
})

describe('the signature', () => {
  test('200 with either of two secrets during a rotation', async () => {
    for (const secret of [SECRET, SECRET_BEFORE]) {
      const sent = JSON.stringify(stripeEvent('payout.paid', {}))
      expect((await send(shop, sent, signed(sent, secret))).status).toBe(200)
    }
    const [both, foreign] = [JSON.stringify(stripeEvent('payout.paid', {})), 'whsec_anotherOneThatIsNotOurs']
    const [time, valid] = signed(both).split(',')
    expect((await send(shop, both, `${time},${signed(both, foreign).split(',')[1]},${valid}`)).status).toBe(200)
  })

  test.each([
    ['no header', body, undefined],
    ['an empty header', body, ''],
    ['a foreign secret', body, signed(body, 'whsec_anotherOneThatIsNotOurs')],
    ['an expired time', body, signed(body, SECRET, now - 310)],
    ['a missing time', body, signed(body).replace(/^t=\d+,/, '')],
    ['another time', body, signed(body, SECRET, now - 1).replace(`t=${now - 1}`, `t=${now}`)],
    ['a truncated signature', body, signed(body).slice(0, -1)],
    ['another scheme', body, signed(body).replace('v1=', 'v0=')],
    ['a shortened body', body.slice(0, -1), signed(body)],
    ['a body with an added space', `${body} `, signed(body)],
    ['an empty body', '', signed(body)],
  ])('400 for %s, without an effect', async (_case, sent, signature) => {
    const before = await readOrderRows(shop)
    const answer = await send(shop, sent, signature)
    expect([answer.status, answer.body]).toEqual([400, expect.objectContaining({ code: 'invalid_signature' })])
    expect(await readOrderRows(shop)).toBe(before)
  })

  test.each(['', 'words', '[]', '{"id":"evt_1","type":"x"}', '{"id":"evt_\\u0000","type":"x","data":{"object":{}}}'])(
    '400 for a signed body that is not an event: %j',
    async (sent) => {
      const answer = await send(shop, sent, signed(sent))
      expect(answer.status).toBe(400)
    },
  )

  test('400 for an event whose object does not match its type, and for bytes that are not valid UTF-8', async () => {
    const malformed = JSON.stringify(
      stripeEvent('payment_intent.succeeded', { id: 'pi_1', status: 'succeeded', amount_received: -1 }),
    )
    expect(await send(shop, malformed, signed(malformed))).toMatchObject({
      status: 400,
      body: { code: 'invalid_event' },
    })
    const text = JSON.stringify(stripeEvent('payout.paid', { note: '\ufffd' }))
    const [before = '', after = ''] = text.split('\ufffd')
    const bytes = Uint8Array.from([...Buffer.from(before), 0xff, ...Buffer.from(after)])
    expect((await send(shop, bytes, signed(text))).status).toBe(400)
    expect((await send(shop, `\ufeff${text}`, signed(text))).status).toBe(400)
  })

  test('413 for a body that is too large, before the signature is checked', async () => {
    const large = 'x'.repeat(256 * 1024 + 1)
    expect((await send(shop, large, signed(large))).status).toBe(413)
  })

  test('404 for a provider that is not configured', async () => {
    expect((await shop.call('POST', '/webhooks/payments/sandbox', { body })).status).toBe(404)
    expect((await shop.call('POST', `/sandbox/payments/${order.payment.id}/succeed`)).status).toBe(404)
  })
})
