import { describe, expect, test } from 'vitest'
import { actor } from '../../support/sql/actor.ts'
import { insertCapturedOrder } from '../../support/sql/captured-order.ts'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment, insertRefund, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const request = {
  ...{ actor, orderId: 'order', key: 'k', fingerprint: 'f', refundId: 'rfd_1' },
  amount: 300,
  lines: [],
  reason: 'Broken',
  restock: [],
}
const refund = (more: object = {}) => shop.call('refund_order', { ...request, ...more })

/** A captured order of 2 A for 1,000 whose stock was taken. */
async function sold(payment: Record<string, Value> = {}, status = 'delivered') {
  await insertCapturedOrder(
    shop,
    status,
    { captured: 1_000, captured_at: fromNow(-60), next_check_at: null, ...payment },
    { holds: false },
  )
  await shop.insert('stock_movements', { sku: 'A', delta: -2, reason: 'sold', order_id: 'order', actor: 'checkout' })
}
const effects = () =>
  shop.row(
    `select array(select concat_ws(' ', id, amount, status) from refunds where order_id = 'order' and reason <> 'test') as refunds,
       array(select requested_by from refunds where order_id = 'order' and reason <> 'test') as "requestedBy",
       array(select topic || ' ' || (payload ->> 'refundId') from outbox where order_id = 'order') as topics,
       array(select sku || ' ' || delta || ' ' || actor from stock_movements where order_id = 'order' and reason = 'returned') as returned,
       array(select action || ' ' || actor_id from audit_log where entity_id = 'order') as audited,
       (select extract(epoch from next_check_at - now())::integer from payments where order_id = 'order') as "checkIn"`,
  )
const nothing = { refunds: [], requestedBy: [], topics: [], returned: [], audited: [], checkIn: null }

describe('refund_order', () => {
  test('an amount: stored, audited, requested from the provider and checked later', async () => {
    await sold()
    expect(await refund()).toEqual({
      replayed: false,
      refund: {
        ...{ id: 'rfd_1', orderId: 'order', amount: 300, reason: 'Broken', status: 'requested', failure: null },
        ...{ createdAt: expect.any(String), lines: [], for: 'goodwill' },
      },
    })
    expect(await effects()).toEqual({
      ...{ refunds: ['rfd_1 300 requested'], topics: ['refund_requested rfd_1'], returned: [], checkIn: 120 },
      requestedBy: [actor.customerId],
      audited: [`refund ${actor.customerId}`],
    })
  })

  test('by line, with returned units', async () => {
    await sold()
    const units = [{ sku: 'A', quantity: 1 }]
    expect(await refund({ amount: null, lines: units, restock: units })).toMatchObject({
      refund: { amount: 500, lines: [{ sku: 'A', quantity: 1, amount: 500 }] },
    })
    expect(await effects()).toMatchObject({ returned: [`A 1 ${actor.customerId}`] })
    const [audited] = await shop.rows("select after from audit_log where entity_id = 'order'")
    expect(audited).toMatchObject({ after: { id: 'rfd_1', amount: 500, restock: units } })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 11, held: 0 })
  })

  test('stores whether the order was packed at the time of the request', async () => {
    await sold({}, 'picking')
    await refund()
    await shop.write("update orders set packed_at = now(), picked = '[]' where id = 'order'")
    await refund({ key: 'l', refundId: 'rfd_2' })
    expect(
      await shop.rows("select id, packed from refunds where order_id = 'order' and reason <> 'test' order by id"),
    ).toEqual([
      { id: 'rfd_1', packed: false },
      { id: 'rfd_2', packed: true },
    ])
  })

  test('units that were not delivered yet get the movement cancelled, not returned', async () => {
    await sold({}, 'picking')
    await refund({ restock: [{ sku: 'A', quantity: 1 }] })
    const ledger = "select delta, reason from stock_movements where order_id = 'order' and reason <> 'sold'"
    expect(await shop.rows(ledger)).toEqual([{ delta: 1, reason: 'cancelled' }])
  })

  test('a repeated key returns the same refund', async () => {
    await sold()
    const first = await refund()
    expect(await refund({ refundId: 'rfd_2' })).toEqual({ ...Object(first), replayed: true })
    expect(await effects()).toMatchObject({ refunds: ['rfd_1 300 requested'], topics: ['refund_requested rfd_1'] })
  })

  test('another order may use the same key', async () => {
    await sold()
    await insertOrder(shop, 'neighbour')
    await insertPayment(shop, 'neighbour')
    await insertRefund(shop, 'r', 'neighbour', { request_key: 'k', fingerprint: 'f' })
    expect(await refund()).toMatchObject({ replayed: false, refund: { id: 'rfd_1' } })
  })

  test('refund_exceeds_captured: an amount of 0; the smallest refund is 1', async () => {
    await sold()
    const facts = { refundable: 1_000, requested: 0 }
    expect(await refund({ amount: 0 })).toEqual({ refused: 'refund_exceeds_captured', facts })
    expect(await effects()).toEqual(nothing)
    expect(await refund({ amount: 1 })).toMatchObject({ refund: { amount: 1 } })
  })

  test('idempotency_key_reused: the same key with another body', async () => {
    await sold()
    await refund()
    expect(await refund({ fingerprint: 'g' })).toMatchObject({ refused: 'idempotency_key_reused' })
    expect(await effects()).toMatchObject({ refunds: ['rfd_1 300 requested'], topics: ['refund_requested rfd_1'] })
  })

  test.each([
    ['the captured amount', {}, 1_000],
    ['the amount not refunded before', { refunded: 400 }, 600],
    ['the amount including returned refunds', { refunded: 400, refund_returned: 300 }, 900],
    ['the captured amount below the order total', { captured: 700 }, 700],
    ['0 when nothing was captured', { captured: 0, captured_at: null }, 0],
  ])('refund_exceeds_captured above %s', async (_case, payment, refundable) => {
    await sold(payment)
    const requested = refundable + 1
    expect(await refund({ amount: requested })).toEqual({
      ...{ refused: 'refund_exceeds_captured', facts: { refundable, requested } },
    })
    expect(await effects()).toEqual(nothing)
    if (refundable > 0) expect(await refund({ amount: refundable })).toMatchObject({ refund: { amount: refundable } })
  })

  describe('an authorised payment', () => {
    const authorisedOrder = (stage: string, payment: Record<string, Value> = {}) =>
      sold({ captured: 0, captured_at: null, authorised: 1_200, authorisation: 1_200, ...payment }, stage)
    const units = { amount: null, lines: [{ sku: 'A', quantity: 1 }] }
    const packed = () => shop.write("update orders set packed_at = now(), picked = '[]' where id = 'order'")

    test.each(['paid', 'picking'])('while %s: units are taken off without a request to the provider', async (stage) => {
      await authorisedOrder(stage)
      expect(await refund(units)).toMatchObject({
        replayed: false,
        refund: { amount: 500, status: 'not_charged', lines: [{ sku: 'A', quantity: 1, amount: 500 }] },
      })
      expect(await effects()).toMatchObject({ refunds: ['rfd_1 500 not_charged'], topics: [], checkIn: null })
      expect(await refund(units)).toMatchObject({ replayed: true, refund: { status: 'not_charged' } })
      const more = { ...units, key: 'l', refundId: 'rfd_2' }
      expect(await refund(more)).toMatchObject({ refund: { amount: 500 } })
      expect(await refund({ ...more, key: 'm', refundId: 'rfd_3' })).toMatchObject({
        refused: 'refund_lines_unknown',
      })
    })

    test('also for an amount of 1', async () => {
      await authorisedOrder('picking', { amount: 1, authorised: 1, authorisation: 1 })
      expect(await refund(units)).toMatchObject({ refund: { status: 'not_charged' } })
    })

    test('payment_not_captured: an amount', async () => {
      await authorisedOrder('picking')
      const refused = { refused: 'payment_not_captured', facts: { orderStage: 'picking' } }
      expect(await refund()).toEqual(refused)
      expect(await effects()).toEqual(nothing)
    })

    test.each(['picking', 'out_for_delivery', 'delivered'])(
      'payment_not_captured: units of a packed order: %s',
      async (status) => {
        await authorisedOrder(status)
        await packed()
        const orderStage = status === 'picking' ? 'packed' : status
        expect(await refund(units)).toEqual({ refused: 'payment_not_captured', facts: { orderStage } })
        expect(await effects()).toEqual(nothing)
        await shop.write("update payments set captured = 800, captured_at = now() where order_id = 'order'")
        expect(await refund(units)).toMatchObject({ refund: { amount: 500, status: 'requested' } })
      },
    )

    test.each([
      ['the order has ended', 'cancelled', {}],
      ['the order is pending', 'pending_payment', { authorised: 0 }],
      ['the authorisation was cancelled', 'picking', { cancelled_at: fromNow(-1) }],
      ['nothing was authorised', 'picking', { authorised: 0 }],
    ])('refund_exceeds_captured when %s', async (_case, status, payment) => {
      await authorisedOrder(status, payment)
      const facts = { refundable: 0, requested: 500 }
      expect(await refund(units)).toEqual({ refused: 'refund_exceeds_captured', facts })
      expect(await effects()).toEqual(nothing)
    })
  })

  describe('units that cost nothing', () => {
    const units = { amount: null, lines: [{ sku: 'A', quantity: 1 }] }
    const free = (payment: Record<string, Value>, status?: string) =>
      sold(payment, status).then(() =>
        shop.write("update order_lines set promotion_discount = subtotal, total = 0 where order_id = 'order'"),
      )

    test.each([
      ['captured', 'delivered', {}],
      ['authorised only', 'paid', { captured: 0, captured_at: null, authorised: 1_200, authorisation: 1_200 }],
      ['of an order without a payment', 'picking', { captured: 0, captured_at: null }],
      ['of a payment that was refunded', 'delivered', { refunded: 1_000 }],
    ])('%s: recorded and returned, and nothing is requested from the provider', async (_case, status, payment) => {
      await free(payment, status)
      const restock = [{ sku: 'A', quantity: 1 }]
      expect(await refund({ ...units, restock })).toMatchObject({
        refund: { amount: 0, status: 'not_charged', lines: [{ sku: 'A', quantity: 1, amount: 0 }] },
      })
      expect(await effects()).toMatchObject({ refunds: ['rfd_1 0 not_charged'], topics: [], checkIn: null })
      expect(await readStock(shop, 'A')).toEqual({ on_hand: 11, held: 0 })
    })

    test('of a packed order', async () => {
      await free({})
      await shop.write("update orders set packed_at = now(), picked = '[]' where id = 'order'")
      expect(await refund(units)).toMatchObject({ refund: { amount: 0, status: 'not_charged' } })
    })

    test('no more than were ordered', async () => {
      await free({})
      await refund({ ...units, lines: [{ sku: 'A', quantity: 2 }] })
      expect(await refund({ ...units, key: 'l', refundId: 'rfd_2' })).toMatchObject({ refused: 'refund_lines_unknown' })
    })

    test.each(['pending_payment', 'cancelled', 'expired', 'refunded'])(
      'refund_exceeds_captured for an order that is %s',
      async (status) => {
        await free({ captured: 0, captured_at: null }, status)
        expect(await refund(units)).toMatchObject({ refused: 'refund_exceeds_captured', facts: { requested: 0 } })
        expect(await effects()).toEqual(nothing)
      },
    )
  })

  test('pending refunds reduce the refundable amount; failed ones do not', async () => {
    await sold()
    await insertRefund(shop, 'r1', 'order', { amount: 200 })
    await insertRefund(shop, 'r2', 'order', { amount: 500, status: 'failed', failed_at: fromNow(-1) })
    expect(await refund({ amount: 801 })).toMatchObject({ facts: { refundable: 800 } })
    expect(await refund({ amount: 800 })).toMatchObject({ replayed: false })
  })

  test.each([
    ['order_not_found', { orderId: 'unknown' }],
    ['refund_lines_unknown', { amount: null, lines: [{ sku: 'A', quantity: 3 }] }],
    ['restock_exceeds_sold', { restock: [{ sku: 'A', quantity: 3 }] }],
    ['restock_exceeds_sold', { restock: [{ sku: 'B', quantity: 1 }] }],
  ])('%s without an effect', async (code, more) => {
    await sold()
    expect(await refund(more)).toMatchObject({ refused: code })
    expect(await effects()).toEqual(nothing)
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 10, held: 0 })
  })

  test('restock_exceeds_sold: units that were returned before count', async () => {
    await sold()
    await shop.insert('stock_movements', { sku: 'A', delta: 1, reason: 'returned', order_id: 'order', actor: 'staff' })
    expect(await refund({ restock: [{ sku: 'A', quantity: 2 }] })).toEqual({
      ...{ refused: 'restock_exceeds_sold', facts: { skus: ['A'] } },
    })
    expect(await refund({ restock: [{ sku: 'A', quantity: 1 }] })).toMatchObject({ replayed: false })
  })
})
