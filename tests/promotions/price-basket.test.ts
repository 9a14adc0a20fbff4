import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { priceBasket } from '../../shared/promotions/price-basket.ts'
import type { Coupon } from '../../shared/promotions/types.ts'
import { coupon } from '../coupons/coupon-samples.ts'
import { grams, pieces, promotion } from './basket-samples.ts'
import { holds, shops, shuffled } from './properties.ts'

const now = '2026-06-01T12:00:00Z'
const plain = { promotions: [], coupon: null, usedByCustomer: 0, delivery: null, now }

describe('a basket', () => {
  test('empty: total and fee are 0', () => {
    expect(priceBasket({ ...plain, lines: [], delivery: { slotFee: 4000, zone: null } })).toEqual({
      lines: [],
      fixedLines: [],
      promotions: [],
      coupon: null,
      subtotal: 0,
      itemsTotal: 0,
      discount: 0,
      deliveryFee: 0,
      fees: [],
      total: 0,
    })
  })
  test('fixed lines get no promotion and no coupon, but count for delivery', () => {
    const halves = promotion('halves', 'quantity_percent', { quantity: 1, percent: 50, skus: ['A', 'B'] })
    const ten = coupon({ type: 'percent', value: 10, minimumSpend: 500 })
    const fixedLines = [{ sku: 'A', quantity: 3, price: 333, priceQuantity: 2 }]
    const basket = { ...plain, promotions: [halves], coupon: ten, delivery: { slotFee: 4000, zone: null }, fixedLines }
    const fixed = { sku: 'A', quantity: 3, subtotal: 500, promotionDiscount: 0, couponDiscount: 0, total: 500 }
    expect(priceBasket({ ...basket, lines: [] })).toMatchObject({
      ...{ fixedLines: [fixed], coupon: { ok: false }, subtotal: 500, discount: 0, deliveryFee: 4000, total: 4500 },
    })
    expect(priceBasket({ ...basket, lines: [pieces('B', 2, 500)] })).toMatchObject({
      ...{ fixedLines: [fixed], coupon: { ok: true, amount: 50 }, subtotal: 1500, discount: 550, total: 4950 },
    })
  })

  test('lines, then promotions, then the coupon on the rest, then delivery', () => {
    const pair = promotion('pair', 'bundle_price', { amount: 1500, skus: ['A'] })
    const ten = coupon({ type: 'percent', value: 10 })
    const lines = [grams('M', 500, 4000), pieces('A', 2, 900)]
    const delivery = { slotFee: 4000, zone: null }
    const priced = priceBasket({ ...plain, lines, promotions: [pair], coupon: ten, delivery })
    expect(priced).toMatchObject({
      lines: [
        { sku: 'M', quantity: 500, subtotal: 2000, promotionDiscount: 0, couponDiscount: 200, total: 1800 },
        { sku: 'A', quantity: 2, subtotal: 1800, promotionDiscount: 300, couponDiscount: 150, total: 1350 },
      ],
      promotions: [{ code: 'pair', amount: 300 }],
      coupon: { ok: true, id: ten.id, version: 1, code: 'SAVE', amount: 350, deliveryDiscount: 0 },
      subtotal: 3800,
      itemsTotal: 3500,
      discount: 650,
      deliveryFee: 4000,
      fees: [{ code: 'delivery', amount: 4000 }],
      total: 7150,
    })
  })
  test('other fees are added after coupon and delivery, and an empty basket costs none', () => {
    const otherFees = [
      { code: 'bags', amount: 200 },
      { code: 'tip', amount: 0 },
    ] as const
    const basket = { ...plain, delivery: { slotFee: 4000, zone: null }, otherFees }
    expect(priceBasket({ ...basket, lines: [pieces('A', 1, 500)] })).toMatchObject({
      ...{ itemsTotal: 500, deliveryFee: 4000, total: 4700 },
      fees: [
        { code: 'delivery', amount: 4000 },
        { code: 'bags', amount: 200 },
      ],
    })
    expect(priceBasket({ ...basket, lines: [] })).toMatchObject({ fees: [], total: 0 })
  })
  test('free delivery lowers the fee, and is not a discount on items', () => {
    const free = coupon({ type: 'free_delivery', value: 0, maximumDiscount: 3000 })
    const delivery = { slotFee: 4000, zone: null }
    const priced = priceBasket({ ...plain, lines: [pieces('A', 1, 500)], coupon: free, delivery })
    expect(priced).toMatchObject({
      coupon: { amount: 0, deliveryDiscount: 3000 },
      discount: 0,
      deliveryFee: 1000,
      total: 1500,
    })
  })
  test('a refused coupon changes nothing and has a reason', () => {
    const late = coupon({ endsAt: '2026-01-01T00:00:00Z' })
    const priced = priceBasket({ ...plain, lines: [pieces('A', 1, 500)], coupon: late })
    expect(priced).toMatchObject({ coupon: { ok: false, code: 'coupon_expired' }, discount: 0, total: 500 })
  })
})

const coupons: fc.Arbitrary<Coupon | null> = fc.option(
  fc
    .record({
      type: fc.constantFrom('percent', 'amount', 'free_delivery'),
      value: fc.integer({ min: 1, max: 100 }),
      minimumSpend: fc.nat(500),
      maximumDiscount: fc.option(fc.integer({ min: 1, max: 300 })),
      skus: fc.option(fc.subarray(['A', 'B', 'C'])),
    })
    .map(coupon),
)
const deliveries = fc.option(
  fc.record({
    slotFee: fc.nat(500),
    zone: fc.option(fc.record({ fee: fc.nat(500), freeFrom: fc.option(fc.nat(3000)), minimumBasket: fc.nat(500) })),
  }),
)
const baskets = fc
  .record({ shop: shops(300, 15), coupon: coupons, delivery: deliveries })
  .map(({ shop, ...facts }) => ({ ...plain, ...shop, ...facts }))

test('every total adds up and nothing is negative', () => {
  holds(baskets, (basket) => {
    const { lines, promotions, coupon: used, subtotal, discount, deliveryFee, total } = priceBasket(basket)
    const sum = (pick: (line: (typeof lines)[number]) => number) => lines.reduce((all, line) => all + pick(line), 0)
    expect(total).toBe(subtotal - discount + deliveryFee)
    expect(subtotal).toBe(sum((line) => line.subtotal))
    expect(discount).toBe(sum((line) => line.promotionDiscount + line.couponDiscount))
    expect(sum((line) => line.total)).toBe(subtotal - discount)
    expect(sum((line) => line.promotionDiscount)).toBe(promotions.reduce((all, { amount }) => all + amount, 0))
    expect(sum((line) => line.couponDiscount)).toBe(used?.ok ? used.amount : 0)
    for (const line of lines) {
      expect(Math.min(line.subtotal, line.promotionDiscount, line.couponDiscount, line.total)).toBeGreaterThanOrEqual(0)
    }
    expect(Math.min(subtotal, discount, deliveryFee, total)).toBeGreaterThanOrEqual(0)
    expect([subtotal, discount, deliveryFee, total].every(Number.isSafeInteger)).toBe(true)
  })
})

test('the order of lines and promotions changes only the order of the result', () => {
  const pairs = baskets.chain((basket) => {
    return fc.record({
      basket: fc.constant(basket),
      lines: shuffled(basket.lines),
      promotions: shuffled(basket.promotions),
    })
  })
  holds(pairs, ({ basket, lines, promotions }) => {
    const priced = priceBasket(basket)
    const reordered = priceBasket({ ...basket, lines, promotions })
    const places = new Map(priced.lines.map((line) => [line.sku, line]))
    expect(reordered.lines).toEqual(lines.map(({ sku }) => places.get(sku)))
    expect({ ...reordered, lines: [] }).toEqual({ ...priced, lines: [] })
  })
})

test('another item never lowers the subtotal', () => {
  holds(baskets, (basket) => {
    const before = priceBasket({ ...basket, coupon: null })
    for (const sku of basket.lines.map((line) => line.sku)) {
      const lines = basket.lines.map((line) => (line.sku === sku ? { ...line, quantity: line.quantity + 1 } : line))
      const after = priceBasket({ ...basket, lines, coupon: null })
      expect(after.subtotal).toBeGreaterThanOrEqual(before.subtotal)
    }
  })
})
