import { beforeEach, describe, expect, test } from 'vitest'
import { readInvariantFiles } from '../../../scripts/sql-files.ts'
import { applyEvent } from '../../support/sql/payment-events.ts'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import {
  insertHolds,
  insertOrder,
  insertOrderLines,
  insertPayment,
  insertProduct,
  insertRefund,
} from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

beforeEach(async () => {
  await insertProduct(shop, 'A', { onHand: 10 })
  await insertOrder(shop, 'order')
  await insertOrderLines(shop, 'order', { A: 2 })
  await insertHolds(shop, 'order', { A: 2 })
  await insertPayment(shop, 'order')
})

const event = (type: string, columns?: Record<string, Value>) => applyEvent(shop, type, columns)
const payment = () =>
  shop.row(`select captured, refunded, captured_at = now() as captured_now, failed_at = now() as failed_now,
    disputed_at = now() as disputed_now, updated_at = now() as touched from payments where order_id = 'order'`)
const untouched = {
  ...{ captured: 0, refunded: 0, captured_now: null, failed_now: null, disputed_now: null, touched: false },
}
const statusOf = async () => (await shop.row("select status from orders where id = 'order'"))?.status

describe('apply_payment_event adds the fact of the event', () => {
  test('paid: the captured amount', async () => {
    expect(await event('payment_succeeded', { amount: 1_000 })).toBe('paid')
    expect(await payment()).toEqual({ ...untouched, captured: 1_000, captured_now: true, touched: true })
    expect(await statusOf()).toBe('paid')
  })

  test('recorded: a late event with a lower captured amount changes neither amount nor time', async () => {
    await shop.write(
      "update payments set captured = 1000, captured_at = now() - interval '1 h' where order_id = 'order'",
    )
    await shop.write("update orders set status = 'delivered' where id = 'order'")
    expect(await event('payment_succeeded', { amount: 400 })).toBe('recorded')
    expect(await payment()).toEqual({ ...untouched, captured: 1_000, captured_now: false, touched: true })
  })

  test('a late event with a higher captured amount raises the amount', async () => {
    await shop.write("update payments set captured = 400 where order_id = 'order'")
    await event('payment_succeeded', { amount: 1_000 })
    expect(await payment()).toMatchObject({ captured: 1_000 })
  })

  test('recorded: the payment failed', async () => {
    expect(await event('payment_failed')).toBe('recorded')
    expect(await payment()).toEqual({ ...untouched, failed_now: true, touched: true })
    expect(await statusOf()).toBe('pending_payment')
  })

  test('recorded: the payment is disputed', async () => {
    expect(await event('payment_disputed')).toBe('recorded')
    expect(await payment()).toEqual({ ...untouched, disputed_now: true, touched: true })
  })

  test('the times of the first failure and the first dispute stay', async () => {
    await shop.write(
      "update payments set failed_at = now() - interval '1 h', disputed_at = now() - interval '1 h' where order_id = 'order'",
    )
    await event('payment_failed')
    await event('payment_disputed')
    expect(await payment()).toMatchObject({ failed_now: false, disputed_now: false })
  })

  test('recorded: a refund that is reported before its payment', async () => {
    expect(await event('payment_refunded', { amount: 300 })).toBe('recorded')
    expect(await payment()).toEqual({ ...untouched, refunded: 300, touched: true })
  })

  test('a late event with a lower refunded amount changes nothing, one with a higher amount raises it', async () => {
    await event('payment_refunded', { amount: 300 })
    await event('payment_refunded', { amount: 200 })
    expect(await payment()).toMatchObject({ refunded: 300 })
    await event('payment_refunded', { amount: 500 })
    expect(await payment()).toMatchObject({ refunded: 500 })
  })

  test('refunded: the full amount', async () => {
    await event('payment_succeeded', { amount: 1_000 })
    expect(await event('payment_refunded', { amount: 1_000 })).toBe('refunded')
  })

  test('refund_requested: captured after the order was cancelled', async () => {
    await shop.write("update orders set status = 'cancelled' where id = 'order'")
    expect(await event('payment_succeeded', { amount: 1_000 })).toBe('refund_requested')
  })
})

describe('apply_payment_event accepts', () => {
  test.for([
    ['payment_succeeded', { amount: 1_000 }],
    ['payment_authorised', { amount: 1_000 }],
    ['payment_failed', {}],
    ['payment_cancelled', {}],
    ['payment_refunded', { amount: 1 }],
    ['refund_succeeded', { refund_id: 'r', amount: 1 }],
    ['refund_failed', { refund_id: 'r', amount: 1 }],
    ['payment_disputed', {}],
    ['dispute_won', {}],
    ['dispute_lost', {}],
  ] as const)('recorded: %s', async ([type, columns]) => {
    await shop.write("update orders set status = 'delivered' where id = 'order'")
    await shop.write("update payments set captured = 1000, captured_at = now() where order_id = 'order'")
    expect(await event(type, columns)).toBe('recorded')
    expect(await payment()).toMatchObject({ touched: true })
  })
})

describe('apply_payment_event leaves the payment unchanged', () => {
  test('already_applied', async () => {
    await shop.insert('payment_events', {
      ...{ provider: 'sandbox', event_id: 'evt', type: 'payment_succeeded', provider_payment_id: 'sandbox-order' },
      ...{ amount: 1_000, payload: '{}', processed_at: fromNow(-9), outcome: 'recorded' },
    })
    expect(await shop.call('apply_payment_event', { provider: 'sandbox', eventId: 'evt' })).toEqual({
      outcome: 'already_applied',
    })
    expect(await payment()).toEqual(untouched)
  })

  test('ignored: a type that does not affect orders', async () => {
    expect(await event('customer_created', { amount: 1_000 })).toBe('ignored')
    expect(await payment()).toEqual(untouched)
  })

  test('unknown_payment', async () => {
    expect(await event('payment_succeeded', { amount: 1_000, provider_payment_id: 'unknown' })).toBe('unknown_payment')
    expect(await payment()).toEqual(untouched)
  })

  test('unknown_payment: the payment of another provider', async () => {
    await shop.write("update payments set provider = 'stripe' where order_id = 'order'")
    expect(await event('payment_succeeded', { amount: 1_000 })).toBe('unknown_payment')
  })

  test.for(['payment_succeeded', 'payment_authorised', 'payment_refunded'])(
    'invalid_amount: %s without an amount',
    async (type) => {
      expect(await event(type)).toBe('invalid_amount')
      expect(await payment()).toEqual(untouched)
    },
  )

  test.for([
    ['refund_succeeded', { amount: 300 }],
    ['refund_failed', { amount: 300 }],
    ['refund_succeeded', { refund_id: 'r' }],
    ['refund_failed', { refund_id: 'r', amount: 0 }],
  ] as const)('invalid_amount: %s without a refund id or an amount: %o', async ([type, columns]) => {
    expect(await event(type, columns)).toBe('invalid_amount')
    expect(await payment()).toEqual(untouched)
  })

  test('invalid_amount: invariant I5 ignores the event', async () => {
    await insertRefund(shop, 'r', 'order', { amount: 300 })
    expect(await event('payment_refunded', { refund_id: 'r' })).toBe('invalid_amount')
    const invariant = (await readInvariantFiles()).find(({ name }) => name.startsWith('I5_'))
    const violations = await shop.rows(invariant?.text ?? '')
    expect(violations.filter(({ what }) => what === 'r')).toEqual([])
  })
})
