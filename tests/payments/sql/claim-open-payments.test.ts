import { describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment, insertRefund } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const claim = (limit = 10) => shop.call('claim_open_payments', { limit })
interface Claimed {
  items: Record<string, unknown>[]
  remaining: number
}
const due = { next_check_at: fromNow(-1) }

async function one(order: Record<string, Value>, payment: Record<string, Value> = {}) {
  await insertOrder(shop, 'order', order)
  await insertPayment(shop, 'order', { ...due, ...payment })
}
async function claimed() {
  const { items, remaining } = (await claim()) as Claimed
  const [row] = await shop.rows(
    `select checks, extract(epoch from next_check_at - now())::integer as seconds from payments where order_id = 'order'`,
  )
  return { items, remaining, checks: row?.checks, seconds: row?.seconds }
}

describe('claim_open_payments', () => {
  test('a pending order: returns the data for the request to the provider', async () => {
    await one({ status: 'pending_payment' }, { authorisation: 1_200 })
    const { items, remaining, checks, seconds } = await claimed()
    expect(items).toEqual([
      {
        ...{ id: 'order', status: 'pending_payment', currency: 'HKD', expiresAt: expect.any(String) },
        payment: { id: 'sandbox-order', provider: 'sandbox', amount: 1_000, authorisation: 1_200, refusal: null },
        ...{ ended: false, refundIds: [] },
      },
    ])
    expect({ remaining, checks, seconds }).toEqual({ remaining: 0, checks: 1, seconds: 120 })
  })

  test.each([
    ['captured in part', { status: 'pending_payment' }, { captured: 1 }],
    ['not created at the provider yet', { status: 'pending_payment' }, { provider_payment_id: null }],
    ['of an order that expired', { status: 'expired' }, {}],
    ['of an order that was cancelled', { status: 'cancelled' }, {}],
    ['authorised and not captured', { status: 'picking' }, { authorised: 1 }],
  ])('open: %s', async (_case, order, payment) => {
    await one(order, payment)
    expect((await claimed()).items).toHaveLength(1)
  })

  test.each([
    ['captured', { status: 'paid' }, { captured: 1_000 }],
    ['cancelled at the provider', { status: 'expired' }, { cancelled_at: fromNow(-1) }],
    ['never created, and the order has ended', { status: 'expired' }, { provider_payment_id: null }],
    ['with the amount 0', { status: 'paid' }, { amount: 0 }],
    ['with the amount 0, and the order was cancelled', { status: 'cancelled' }, { amount: 0 }],
    ['captured from an authorisation', { status: 'paid' }, { authorised: 1_200, captured: 1_000 }],
    ['neither captured nor authorised, and the order is being picked', { status: 'picking' }, {}],
    [
      'cancelled at the provider, and the order is pending',
      { status: 'pending_payment' },
      { cancelled_at: fromNow(-1) },
    ],
  ])('closed, and not checked again: %s', async (_case, order, payment) => {
    await one(order, payment)
    expect(await claimed()).toEqual({ items: [], remaining: 0, checks: 1, seconds: null })
  })

  test('open: a pending refund, but not succeeded or failed ones', async () => {
    await one({ status: 'cancelled' }, { captured: 1_000, refunded: 0 })
    await insertRefund(shop, 'r0', 'order')
    await insertRefund(shop, 'r00', 'order')
    await insertRefund(shop, 'r', 'order')
    await insertRefund(shop, 'r1', 'order', { created_at: fromNow(-5) })
    await insertRefund(shop, 'r2', 'order', { status: 'succeeded', succeeded_at: fromNow(-1) })
    await insertRefund(shop, 'r3', 'order', { status: 'failed', failed_at: fromNow(-1) })
    expect((await claimed()).items).toMatchObject([{ refundIds: ['r1', 'r', 'r0', 'r00'], ended: false }])
  })

  test.each([
    [false, { status: 'expired', updated_at: fromNow(-3_600) }, {}],
    [true, { status: 'expired', updated_at: fromNow(-3_601) }, {}],
    [true, { status: 'cancelled', updated_at: fromNow(-3_601) }, {}],
    [true, { status: 'cancelled', updated_at: fromNow(-1) }, { authorised: 5, cancel_requested_at: fromNow(-1) }],
    [false, { status: 'pending_payment', updated_at: fromNow(-9_999) }, {}],
  ])('ended is %s for %o', async (ended, order, payment) => {
    await one(order, payment)
    expect((await claimed()).items).toMatchObject([{ ended }])
  })

  test('the next check is after 2, 4, 8 … minutes, at most a day', async () => {
    await one({}, { checks: 3 })
    expect(await claimed()).toMatchObject({ checks: 4, seconds: 16 * 60 })
    await shop.write("update payments set checks = 40, next_check_at = now() where order_id = 'order'")
    expect(await claimed()).toMatchObject({ seconds: 86_400 })
    await shop.write("update payments set checks = 4000, next_check_at = now() where order_id = 'order'")
    expect(await claimed()).toMatchObject({ seconds: 86_400 })
  })

  test('claims the longest due first, up to the limit, and none that are not due', async () => {
    for (const [id, seconds] of [
      ['a', -1],
      ['b', -9],
      ['c', 5],
    ] as const) {
      await insertOrder(shop, id)
      await insertPayment(shop, id, { next_check_at: fromNow(seconds) })
    }
    expect(await claim(1)).toMatchObject({ items: [{ id: 'b' }], remaining: 1 })
    expect(await claim(1)).toMatchObject({ items: [{ id: 'a' }], remaining: 0 })
    expect(await claim(1)).toEqual({ items: [], remaining: 0 })
  })

  test('returns them in the order of their order ids; remaining includes those due now', async () => {
    for (const [id, seconds] of [
      ['b', -8],
      ['c', -9],
      ['a', -7],
      ['d', 0],
    ] as const) {
      await insertOrder(shop, id)
      await insertPayment(shop, id, { next_check_at: fromNow(seconds) })
    }
    expect(await claim(3)).toMatchObject({ items: [{ id: 'a' }, { id: 'b' }, { id: 'c' }], remaining: 1 })
  })
})
