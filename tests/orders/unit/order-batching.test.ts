import { describe, expect, test } from 'vitest'
import { placeOrderInBatch } from '../../../shared/orders/checkout/order-batching.ts'
import { toOrderRecord } from '../../../shared/orders/checkout/placement.ts'
import { placement } from './placement-sample.ts'

const at = '2026-11-28T10:00:00.000Z'
const placed = { number: 7, createdAt: at, expiresAt: at, slot: null, history: [{ status: 'pending_payment', at }] }

/** A database whose `place_orders` returns these outcomes. `calls` records the calls. */
function fakeDatabase(...outcomes: unknown[]) {
  const calls: unknown[] = []
  const never = () => Promise.reject(new Error('only routines are called'))
  const call = (routine: string, argument: unknown) => {
    calls.push({ routine, argument })
    return Promise.resolve({ outcomes })
  }
  return { database: { batchesCalls: true, call, query: never, select: never, close: () => Promise.resolve() }, calls }
}

describe('placing an order in a batch', () => {
  test('calls place_orders', async () => {
    const { database, calls } = fakeDatabase({ placed: { replayed: false, placed } })
    expect(await placeOrderInBatch(database, placement)).toMatchObject({ ok: true, value: { replayed: false, placed } })
    expect(calls).toEqual([{ routine: 'place_orders', argument: { orders: [placement] } }])
  })

  test('returns an existing order as replayed', async () => {
    const order = toOrderRecord(placement, { ...placed, history: [{ status: 'pending_payment', at }] })
    const { database } = fakeDatabase({ placed: { replayed: true, order } })
    expect(await placeOrderInBatch(database, placement)).toMatchObject({ ok: true, value: { replayed: true, order } })
  })

  test('returns a refusal with code, detail and facts', async () => {
    const { database } = fakeDatabase({ refusal: { code: 'slot_full', facts: { slotId: 'slot' } } })
    const detail = 'The delivery slot is full. Choose another slot.'
    expect(await placeOrderInBatch(database, placement)).toEqual({
      ...{ ok: false, code: 'slot_full', detail, facts: { slotId: 'slot' } },
    })
  })

  // The tests of the routine (tests/orders/sql) prove when it raises each code. Here each code must be accepted.
  test.each([
    ...['idempotency_key_reused', 'account_not_found', 'cart_not_found', 'cart_already_ordered', 'cart_merged'],
    ...['cart_changed', 'price_changed', 'order_limit_exceeded', 'insufficient_stock', 'claim_expired'],
    ...['coupon_not_found', 'coupon_not_started', 'coupon_expired', 'coupon_used_up', 'coupon_customer_limit'],
    ...['slot_closed', 'slot_full'],
  ])('returns the refusal %s', async (code) => {
    const { database } = fakeDatabase({ refusal: { code, facts: {} } })
    expect(await placeOrderInBatch(database, placement)).toMatchObject({ ok: false, code })
  })

  test('throws an error with the SQLSTATE and the message of the database', async () => {
    const { database } = fakeDatabase({ fault: { sqlstate: '23502', message: 'null value in column "email"' } })
    const fault = { name: 'OrderFault', code: '23502', message: 'null value in column "email"' }
    await expect(placeOrderInBatch(database, placement)).rejects.toMatchObject(fault)
  })

  test('throws an error for an unknown refusal', async () => {
    const { database } = fakeDatabase({ refusal: { code: 'weather', facts: {} } })
    await expect(placeOrderInBatch(database, placement)).rejects.toThrow()
  })
})
