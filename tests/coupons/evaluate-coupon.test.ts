import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CouponUse, evaluateCoupon } from '../../shared/coupons/evaluate-coupon.ts'
import type { Coupon } from '../../shared/promotions/types.ts'
import { holds } from '../promotions/properties.ts'
import { coupon } from './coupon-samples.ts'

const LINES = [
  { sku: 'B', categoryIds: ['fruit', 'fresh'], amount: 1005 },
  { sku: 'A', categoryIds: ['milk', 'fresh'], amount: 2000 },
  { sku: 'C', categoryIds: ['tea'], amount: 500 },
]

function evaluate(facts: Partial<Coupon>, use: Partial<CouponUse> = {}) {
  const now = '2026-06-01T12:00:00Z'
  return evaluateCoupon({ coupon: coupon(facts), lines: LINES, deliveryFee: 4000, now, usedByCustomer: 0, ...use })
}

describe('what it takes off', () => {
  test('percent: half up, shared over the lines to the cent, by SKU', () => {
    expect(evaluate({ value: 10 })).toEqual({
      ok: true,
      discount: 351, // 350.5
      deliveryDiscount: 0,
      lines: [
        { sku: 'A', amount: 200 },
        { sku: 'B', amount: 101 },
        { sku: 'C', amount: 50 },
      ],
    })
  })
  test('percent: no more than the maximum discount', () => {
    expect(evaluate({ value: 50, maximumDiscount: 300 })).toMatchObject({ discount: 300 })
  })
  test('amount: no more than the goods cost', () => {
    expect(evaluate({ type: 'amount', value: 700 })).toMatchObject({ discount: 700, deliveryDiscount: 0 })
    expect(evaluate({ type: 'amount', value: 9000 })).toMatchObject({ discount: 3505 })
    expect(evaluate({ type: 'amount', value: 9000, maximumDiscount: 1000 })).toMatchObject({ discount: 1000 })
  })
  test('free delivery: the fee, up to the maximum discount', () => {
    const free = { type: 'free_delivery', value: 0 } as const
    expect(evaluate(free)).toEqual({ ok: true, discount: 0, deliveryDiscount: 4000, lines: [] })
    expect(evaluate({ ...free, maximumDiscount: 2500 })).toMatchObject({ deliveryDiscount: 2500 })
    expect(evaluate(free, { deliveryFee: 0 })).toMatchObject({ ok: true, deliveryDiscount: 0 })
  })
  test('only on its SKUs and on its categories, at any level; with both, a product in either counts', () => {
    const amount = { type: 'amount', value: 9000 } as const
    expect(evaluate({ ...amount, skus: ['C', 'Z'] })).toMatchObject({
      discount: 500,
      lines: [{ sku: 'C', amount: 500 }],
    })
    expect(evaluate({ ...amount, categoryIds: ['fresh'] })).toMatchObject({ discount: 3005 })
    expect(evaluate({ ...amount, skus: ['C'], categoryIds: ['milk'] })).toMatchObject({ discount: 2500 })
  })
})

describe('why it is refused', () => {
  const started = '2026-06-01T12:00:00.000Z'
  test('coupon_not_found: none, or inactive', () => {
    expect(evaluate({}, { coupon: null })).toEqual({ ok: false, code: 'coupon_not_found' })
    expect(evaluate({ active: false })).toEqual({ ok: false, code: 'coupon_not_found' })
  })
  test('coupon_not_started: before its start, which counts as started', () => {
    const startsAt = started
    expect(evaluate({ startsAt }, { now: '2026-06-01T11:59:59.999Z' })).toEqual({
      ok: false,
      code: 'coupon_not_started',
      startsAt,
    })
    expect(evaluate({ startsAt }, { now: new Date(started) })).toMatchObject({ ok: true })
    expect(evaluate({ startsAt: '2026-06-01T20:00:00+08:00' }, { now: started })).toMatchObject({ ok: true })
  })
  test('coupon_expired: from its end on', () => {
    const endsAt = started
    expect(evaluate({ endsAt }, { now: endsAt })).toEqual({ ok: false, code: 'coupon_expired', endsAt })
    expect(evaluate({ endsAt }, { now: '2026-06-01T11:59:59.999Z' })).toMatchObject({ ok: true })
  })
  test('coupon_used_up and coupon_customer_limit', () => {
    expect(evaluate({ usageLimit: 5, redeemed: 5 })).toEqual({ ok: false, code: 'coupon_used_up', usageLimit: 5 })
    expect(evaluate({ usageLimit: 5, redeemed: 4 })).toMatchObject({ ok: true })
    const perCustomerLimit = 2
    expect(evaluate({ perCustomerLimit }, { usedByCustomer: 2 })).toEqual({
      ok: false,
      code: 'coupon_customer_limit',
      perCustomerLimit,
    })
    expect(evaluate({ perCustomerLimit }, { usedByCustomer: 1 })).toMatchObject({ ok: true })
  })
  test('coupon_not_applicable: no line of its products', () => {
    expect(evaluate({ skus: ['Z'] })).toEqual({ ok: false, code: 'coupon_not_applicable' })
    expect(evaluate({ skus: [] })).toEqual({ ok: false, code: 'coupon_not_applicable' })
    expect(evaluate({}, { lines: [] })).toEqual({ ok: false, code: 'coupon_not_applicable' })
  })
  test('coupon_minimum_spend: by the eligible lines after promotions, with what is missing', () => {
    expect(evaluate({ minimumSpend: 3000, categoryIds: ['milk'] })).toEqual({
      ok: false,
      code: 'coupon_minimum_spend',
      minimumSpend: 3000,
      eligibleSpend: 2000,
      missing: 1000,
    })
    expect(evaluate({ minimumSpend: 3505 })).toMatchObject({ ok: true })
  })
  test('of several reasons the first of a fixed order is named', () => {
    const reasons: Partial<Coupon>[] = [
      { minimumSpend: 10_000 },
      { skus: ['Z'] },
      { perCustomerLimit: 1 },
      { usageLimit: 1, redeemed: 1 },
      { endsAt: '2020-01-01T00:00:00Z' },
      { startsAt: '2030-01-01T00:00:00Z' },
      { active: false },
    ]
    const codes = reasons.map((_, last) => {
      const outcome = evaluate(Object.assign({}, ...reasons.slice(0, last + 1)), { usedByCustomer: 1 })
      return outcome.ok ? 'ok' : outcome.code.replace('coupon_', '')
    })
    expect(codes.toReversed()).toEqual([
      'not_found',
      'not_started',
      'expired',
      'used_up',
      'customer_limit',
      'not_applicable',
      'minimum_spend',
    ])
  })
})

test('the discount is the sum of its lines, no line gets more than it costs, and the order decides nothing', () => {
  const lines = fc
    .array(fc.nat(2000), { minLength: 1, maxLength: 8 })
    .map((amounts) => amounts.map((amount, index) => ({ sku: `S${index}`, categoryIds: [], amount })))
  const uses = fc.record({ lines, type: fc.constantFrom('percent', 'amount'), value: fc.integer({ min: 1, max: 100 }) })
  holds(uses, ({ lines, type, value }) => {
    const outcome = evaluate({ type, value }, { lines })
    expect(outcome).toEqual(evaluate({ type, value }, { lines: lines.toReversed() }))
    if (!outcome.ok) throw new Error('it has no restriction')
    expect(outcome.lines.reduce((sum, line) => sum + line.amount, 0)).toBe(outcome.discount)
    const costs = new Map(lines.map(({ sku, amount }) => [sku, amount]))
    for (const { sku, amount } of outcome.lines) expect(amount).toBeLessThanOrEqual(costs.get(sku) ?? 0)
  })
})
