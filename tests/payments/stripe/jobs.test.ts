import { describe, expect, test } from 'vitest'
import { readInvariantFiles } from '../../../scripts/sql-files.ts'
import { checkInvariants } from '../../../shared/operations/check-invariants.ts'
import type { Order } from '../../../shared/orders/views/order.ts'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { paymentAmounts, stockOf } from '../../orders/order-rows.ts'
import { stripeDouble } from './stripe-double.ts'
import { callBack, stripeEvent, stripeShop } from './stripe-shop.ts'

/** The requests to Stripe after a commit, and the events fetched from it. */
const shop = await stripeShop()
const stripe = stripeDouble()
const unavailable = { status: 503, error: { type: 'api_error', message: 'Try again later.' } }

async function placed(product: Parameters<typeof addProduct>[1] = {}, units = 2) {
  const sku = await addProduct(shop, product)
  return { sku, order: await shop.order({ lines: { [sku]: units } }) }
}
const placedByWeight = () => placed({ unit: 'g', onHand: 5_000 }, 2_000)
async function paid(order: Order) {
  const intent = stripe.pay(order.payment.id)
  const type = intent.status === 'succeeded' ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated'
  await callBack(shop, stripeEvent(type, intent))
}
/** Runs jobs after making all retries of the outbox and all checks of open payments due. */
async function run(...names: string[]) {
  for (const name of names) {
    await shop.rows('update outbox set available_at = now() where delivered_at is null and dead_at is null')
    await shop.rows('update payments set next_check_at = now() where next_check_at is not null')
    await shop.job(name)
  }
}
const posts = (path: RegExp) => stripe.requests.filter((one) => one.method === 'POST' && path.test(one.path))
/** Staff give up what is missing. */
const writtenOff = (order: Order) =>
  shop.rows('update payments set written_off = coalesce(due, amount) - captured where order_id = $1', [order.id])
const packed = (order: Order, final: number) => shop.rows('select finalise_payment($1, $2::integer)', [order.id, final])

describe('a refund', () => {
  test('is requested with its id as the idempotency key, and succeeds by Stripe’s response', async () => {
    const { order } = await placed()
    await paid(order)
    await shop.cancel(order)
    await run('deliver-outbox')
    const [refund] = (await shop.rows('select id from refunds where order_id = $1', [order.id])) as { id: string }[]
    expect(posts(/refunds$/)).toMatchObject([
      {
        key: refund?.id,
        form: { payment_intent: order.payment.id, amount: String(order.total), 'metadata[refund_id]': refund?.id },
      },
    ])
    expect(await paymentAmounts(shop, order)).toMatchObject({
      refunded: order.total,
      refunds: [{ status: 'succeeded' }],
    })
  })

  test('whose response is lost is requested again, and created once', async () => {
    const { order } = await placed()
    await paid(order)
    await shop.cancel(order)
    stripe.faults.push({ noAnswer: true, after: true }, { noAnswer: true, after: true })
    await run('deliver-outbox')
    expect(await paymentAmounts(shop, order)).toMatchObject({ refunded: 0 })
    await run('deliver-outbox')
    expect(await paymentAmounts(shop, order)).toMatchObject({ refunded: order.total })
    expect(stripe.refunds.filter(({ payment_intent: of }) => of === order.payment.id)).toHaveLength(1)
  })

  test('whose idempotency key may have expired is searched for before it is requested again', async () => {
    const { order } = await placed()
    await paid(order)
    await shop.cancel(order)
    stripe.faults.push({ noAnswer: true, after: true }, { noAnswer: true, after: true })
    await run('deliver-outbox')
    await shop.rows("update refunds set created_at = now() - interval '2 days' where order_id = $1", [order.id])
    stripe.requests.length = 0
    await run('deliver-outbox')
    expect(posts(/refunds$/)).toEqual([])
    expect(await paymentAmounts(shop, order)).toMatchObject({
      refunded: order.total,
      refunds: [{ status: 'succeeded' }],
    })
  })

  test('that Stripe refuses with a final error fails: the order is marked, and it is not requested again', async () => {
    const { order } = await placed()
    await paid(order)
    await shop.cancel(order)
    const error = { type: 'invalid_request_error', code: 'charge_not_refundable', message: 'Too late.' }
    stripe.faults.push({ status: 400, error })
    await run('deliver-outbox')
    const [row] = await shop.rows(
      'select status, failure, (select refund_failed_at is not null from orders o where o.id = r.order_id) as marked from refunds r where order_id = $1',
      [order.id],
    )
    expect(row).toEqual({ status: 'failed', failure: 'charge_not_refundable', marked: true })
    stripe.requests.length = 0
    await run('deliver-outbox', 'reconcile-payments')
    expect(posts(/refunds$/)).toEqual([])
  })
})

test('a refund that Stripe refuses because of a dispute is withdrawn, and requested again when the dispute is won', async () => {
  const { order } = await placed()
  await paid(order)
  await shop.cancel(order)
  const dispute = {
    id: 'dp_refused',
    object: 'dispute' as const,
    status: 'needs_response',
    payment_intent: String(order.payment.id),
  }
  stripe.disputes.push(dispute)
  const error = { type: 'invalid_request_error', code: 'charge_disputed', message: 'The charge is disputed.' }
  stripe.faults.push({ status: 400, error })
  await run('deliver-outbox')
  expect(await shop.read(order)).toMatchObject({
    refunded: 0,
    dispute: { status: 'open' },
    refunds: [{ status: 'withdrawn' }],
  })
  stripe.requests.length = 0
  await run('deliver-outbox', 'reconcile-payments')
  expect(posts(/refunds$/)).toEqual([])

  await callBack(shop, stripeEvent('charge.dispute.closed', { ...dispute, status: 'won' }))
  await run('deliver-outbox')
  expect(await shop.read(order)).toMatchObject({ refunded: order.total, dispute: { status: 'won' } })
})

describe('a payment for products sold by weight', () => {
  test('is captured as weighed, once, and the rest is released', async () => {
    const { order } = await placedByWeight()
    await paid(order)
    await packed(order, 1_950)
    await run('deliver-outbox')
    expect(posts(/capture$/)).toMatchObject([{ key: `${order.id}-capture`, form: { amount_to_capture: '1950' } }])
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: 1_950, refunds: [] })
    expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { status: 'succeeded' } })
  })

  test('is captured up to the authorisation', async () => {
    const { order } = await placedByWeight()
    await paid(order)
    await packed(order, 9_999)
    await run('deliver-outbox')
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: 2_000 })
  })

  test('by a method without authorisation is charged at once, and what was not packed is refunded', async () => {
    const { order } = await placedByWeight()
    await callBack(shop, stripeEvent('payment_intent.succeeded', stripe.pay(order.payment.id, 'fps')))
    expect(await shop.read(order)).toMatchObject({
      status: 'paid',
      payment: { captured: 2_000, reserved: false, why: { code: 'payment_method' } },
    })
    await packed(order, 1_950)
    await run('deliver-outbox')
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: 2_000, refunded: 50 })
  })

  test('packed below the smallest charge: that is captured, and the rest is refunded', async () => {
    const { order } = await placedByWeight()
    await paid(order)
    await packed(order, 300)
    await run('deliver-outbox', 'deliver-outbox')
    expect(posts(/capture$/)).toMatchObject([{ form: { amount_to_capture: '400' } }])
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: 400, refunded: 100 })
  })

  test('whose capture is refused for good: it is not tried again, staff are notified, the order says what is missing', async () => {
    const { order } = await placedByWeight()
    await paid(order)
    await packed(order, 1_900)
    stripe.faults.push({ status: 400, error: { type: 'invalid_request_error', code: 'amount_too_small' } })
    await run('deliver-outbox')
    expect(await shop.read(order)).toMatchObject({ payment: { due: 1_900, captured: 0, missing: 1_900 } })
    await run('deliver-outbox', 'deliver-outbox', 'reconcile-payments')
    expect(posts(/capture$/)).toHaveLength(1)
    expect(
      await shop.rows("select payload ->> 'event' as event from outbox where topic = 'staff_mail' and order_id = $1", [
        order.id,
      ]),
    ).toEqual([{ event: 'payment.incomplete' }])
    await writtenOff(order)
  })

  test('captured by hand below the cost: staff are notified, and I7 names the order', async () => {
    const { order } = await placedByWeight()
    await paid(order)
    await packed(order, 1_900)
    const intent = stripe.pay(order.payment.id, 'fps')
    await callBack(shop, stripeEvent('payment_intent.succeeded', { ...intent, amount_received: 1_000 }))
    expect(await shop.read(order)).toMatchObject({ payment: { due: 1_900, captured: 1_000, missing: 900 } })
    const broken = await checkInvariants(shop.database, await readInvariantFiles())
    expect(broken.items.filter(({ holds }) => !holds)).toMatchObject([
      {
        id: 'I7',
        counterexamples: [{ broken: 'less is captured than the order costs', recorded: 1_000, expected: 1_900 }],
      },
    ])
    expect(
      await shop.rows("select from outbox where topic = 'payment_incomplete' and order_id = $1", [order.id]),
    ).toHaveLength(1)
    await writtenOff(order)
  })

  test('whose response to the capture is lost: reconcile-payments fetches the captured amount', async () => {
    const { order } = await placedByWeight()
    await paid(order)
    await packed(order, 1_900)
    stripe.faults.push({ noAnswer: true, after: true }, unavailable)
    await run('deliver-outbox')
    await run('reconcile-payments')
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: 1_900 })
  })

  test('whose authorisation has expired: the payment is cancelled, staff are notified, no more requests', async () => {
    const { order } = await placedByWeight()
    await paid(order)
    await shop.rows("update orders set status = 'picking' where id = $1", [order.id])
    await packed(order, 1_900)
    stripe.expireAuthorisation(order.payment.id)
    await run('deliver-outbox')
    expect(await shop.read(order)).toMatchObject({ status: 'picking', payment: { status: 'cancelled' } })
    expect(
      await shop.rows(
        `select topic, dead_at is not null as dead from outbox where order_id = $1
         and topic in ('capture_requested', 'payment_cancelled') order by topic`,
        [order.id],
      ),
    ).toEqual([
      { topic: 'capture_requested', dead: false },
      { topic: 'payment_cancelled', dead: false },
    ])
    // Earlier notifications of the order are delivered first.
    await run('deliver-outbox', 'deliver-outbox')
    expect(
      await shop.rows("select payload ->> 'event' as event from outbox where topic = 'staff_mail' and order_id = $1", [
        order.id,
      ]),
    ).toEqual([{ event: 'payment.cancelled' }])
    stripe.requests.length = 0
    await run('deliver-outbox', 'reconcile-payments')
    expect(posts(/capture$/)).toEqual([])
    const [open] = await shop.rows('select next_check_at from payments where order_id = $1', [order.id])
    expect(open).toEqual({ next_check_at: null })
    await writtenOff(order)
  })

  test('of a cancelled order: the authorisation is released', async () => {
    const { order, sku } = await placedByWeight()
    await paid(order)
    await shop.cancel(order)
    await run('deliver-outbox')
    expect(stripe.intents.get(order.payment.id ?? '')?.status).toBe('canceled')
    expect(await shop.read(order)).toMatchObject({ status: 'cancelled', payment: { status: 'cancelled' } })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5_000, held: 0 })
  })
})

describe('reconcile-payments', () => {
  const expire = async (order: Order) => {
    for (const table of ['orders', 'stock_holds']) {
      const column = table === 'orders' ? 'id' : 'order_id'
      await shop.rows(`update ${table} set expires_at = now() - interval '1 second' where ${column} = $1`, [order.id])
    }
    await shop.job('expire-holds')
    expect((await shop.read(order)).status).toBe('expired')
  }

  test('a payment whose callback was lost: paid', async () => {
    const { order } = await placed()
    stripe.pay(order.payment.id)
    await run('reconcile-payments')
    expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { status: 'succeeded' } })
    const [row] = await shop.rows('select count(*)::integer as events from payment_events where order_id = $1', [
      order.id,
    ])
    expect(row).toEqual({ events: 1 })
  })

  test('fetching twice has one effect, and a late callback changes nothing', async () => {
    const { order, sku } = await placed()
    const intent = stripe.pay(order.payment.id)
    await run('reconcile-payments')
    await shop.rows('update payments set next_check_at = now() where order_id = $1', [order.id])
    await run('reconcile-payments')
    await callBack(shop, stripeEvent('payment_intent.succeeded', intent))
    expect(await stockOf(shop, sku)).toEqual({ onHand: 8, held: 0 })
  })

  test('an expired order that was paid, in stock: paid', async () => {
    const { order } = await placed()
    stripe.pay(order.payment.id)
    await expire(order)
    await run('reconcile-payments')
    expect((await shop.read(order)).status).toBe('paid')
  })

  test('an expired order that was paid, out of stock: the money is refunded, and the shopper is notified', async () => {
    const { order, sku } = await placed()
    stripe.pay(order.payment.id)
    await expire(order)
    await shop.rows(
      `with damaged as (update inventory set on_hand = 1 where sku = $1)
      insert into stock_movements (sku, delta, reason, actor) values ($1, -9, 'damaged', 'test')`,
      [sku],
    )
    await run('reconcile-payments', 'deliver-outbox')
    expect(await shop.read(order)).toMatchObject({ status: 'expired', refunded: order.total })
    const notifications = await shop.rows(
      "select from outbox where order_id = $1 and topic = 'late_payment_returned'",
      [order.id],
    )
    expect(notifications).toHaveLength(1)
  })

  test('an unpaid expired order: after an hour its payment is cancelled', async () => {
    const { order } = await placed()
    await expire(order)
    await run('reconcile-payments')
    expect(stripe.intents.get(order.payment.id ?? '')?.status).toBe('requires_payment_method')
    await shop.rows("update orders set updated_at = now() - interval '61 minutes' where id = $1", [order.id])
    await run('reconcile-payments')
    expect(stripe.intents.get(order.payment.id ?? '')?.status).toBe('canceled')
    const [row] = await shop.rows('select next_check_at is not null as open from payments where order_id = $1', [
      order.id,
    ])
    expect(row).toEqual({ open: true })
    await run('reconcile-payments')
    const [later] = await shop.rows('select next_check_at from payments where order_id = $1', [order.id])
    expect(later).toEqual({ next_check_at: null })
  })

  test('a failure, a dispute and a manual refund whose callbacks were lost', async () => {
    const { order } = await placed()
    stripe.decline(order.payment.id)
    await run('reconcile-payments')
    expect(await shop.read(order)).toMatchObject({ payment: { status: 'failed' } })
    const id = order.payment.id ?? ''
    stripe.pay(id)
    stripe.disputes.push({ id: 'dp_1', object: 'dispute', status: 'lost', payment_intent: id })
    stripe.refunds.push({
      id: 're_manual',
      object: 'refund',
      amount: 100,
      status: 'succeeded',
      payment_intent: id,
      metadata: {},
    })
    await run('reconcile-payments')
    const [row] = await shop.rows(
      'select dispute_lost_at is not null as lost, refunded from payments where order_id = $1',
      [order.id],
    )
    expect(row).toEqual({ lost: true, refunded: 100 })
  })

  test('Stripe unavailable: the payment is fetched later', async () => {
    const { order } = await placed()
    stripe.pay(order.payment.id)
    stripe.faults.push(...Array(40).fill(unavailable))
    await run('reconcile-payments')
    stripe.faults.length = 0
    expect((await shop.read(order)).status).toBe('pending_payment')
    await run('reconcile-payments')
    expect((await shop.read(order)).status).toBe('paid')
  })
})
