import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chargeLine,
  chargeSubstitute,
  type OrderedLine,
  reducePromotions,
} from '../../shared/promotions/charge-picked.ts'
import { lineSubtotal } from '../../shared/promotions/line-subtotal.ts'
import { holds } from './properties.ts'

/** 4 pieces at 10.00 with discounts of 6.00 by promotions and 3.00 by a coupon. */
const line: OrderedLine = {
  ...{ sku: 'A', quantity: 4, price: 1000, priceQuantity: 1, subtotal: 4000 },
  ...{ promotionDiscount: 600, couponDiscount: 300, total: 3100 },
}

describe('a line that was picked short', () => {
  test('costs its share, with its share of the discounts', () => {
    expect(chargeLine(line, 3)).toEqual({
      ...{ sku: 'A', quantity: 3, subtotal: 3000, promotionDiscount: 450, couponDiscount: 225, total: 2325 },
    })
  })

  test('costs the ordered total when complete, and 0 when nothing was picked', () => {
    const { price: _, priceQuantity: _per, ...whole } = line
    expect(chargeLine(line, 4)).toEqual(whole)
    const nothing = { quantity: 0, subtotal: 0, promotionDiscount: 0, couponDiscount: 0, total: 0 }
    expect(chargeLine(line, 0)).toEqual({ sku: 'A', ...nothing })
  })

  test('extra weight is not charged', () => {
    const weighed = { ...line, quantity: 300, price: 5000, priceQuantity: 1000, subtotal: 1500, total: 600 }
    expect(chargeLine(weighed, 330)).toEqual(chargeLine(weighed, 300))
    expect(chargeLine(weighed, 299)).toMatchObject({ quantity: 299, subtotal: 1495 })
  })
})

describe('a substitute', () => {
  const substitute = { sku: 'B', quantity: 2, price: 500, priceQuantity: 1 }

  test('costs its own price when it is cheaper', () => {
    expect(chargeSubstitute(line, 2, substitute, 1550)).toEqual({
      ...{ sku: 'B', quantity: 2, subtotal: 1000, promotionDiscount: 0, couponDiscount: 0, total: 1000 },
    })
  })

  test('costs the ordered price of the replaced units when it is more expensive', () => {
    const expensive = { ...substitute, price: 2000 }
    expect(chargeSubstitute(line, 2, expensive, 1550)).toMatchObject({
      subtotal: 4000,
      promotionDiscount: 2450,
      total: 1550,
    })
    expect(chargeSubstitute(line, 2, expensive, 1549)).toMatchObject({ total: 1549 })
  })
})

describe('substitutes of a line with an indivisible total', () => {
  /** 3 pieces that cost 10.00 together: 3.33, 3.34, 3.33. */
  const three: OrderedLine = {
    ...{ sku: 'A', quantity: 3, price: 500, priceQuantity: 1, subtotal: 1500 },
    ...{ promotionDiscount: 500, couponDiscount: 0, total: 1000 },
  }
  const expensive = (quantity: number) => ({ sku: 'B', quantity, price: 2000, priceQuantity: 1 })

  test.each([
    ['the second piece costs the price of the second', 1, 1, 334],
    ['the last piece costs the rest', 2, 1, 333],
    ['more pieces than ordered cost no more', 2, 5, 333],
    ['two pieces cost the price of two', 0, 2, 667],
  ])('%s', (_what, charged, quantity, total) => {
    expect(chargeSubstitute(three, charged, expensive(quantity), 1000)).toMatchObject({ quantity, total })
  })
})

test('each promotion is reduced to the discounts of its lines', () => {
  const promotions = [
    {
      code: 'P',
      amount: 700,
      lines: [
        { sku: 'A', amount: 400 },
        { sku: 'B', amount: 300 },
      ],
    },
    { code: 'Q', amount: 200, lines: [{ sku: 'A', amount: 200 }] },
    { code: 'R', amount: 500, lines: [{ sku: 'B', amount: 500 }] },
  ]
  const reduced = reducePromotions(
    promotions,
    new Map([
      ['A', 450],
      ['B', 0],
      ['C', 0],
    ]),
  )
  expect(reduced).toEqual([
    { code: 'P', amount: 300, lines: [{ sku: 'A', amount: 300 }] },
    { code: 'Q', amount: 150, lines: [{ sku: 'A', amount: 150 }] },
    { code: 'R', amount: 0, lines: [] },
  ])
})

const lines = fc
  .record({
    weighed: fc.boolean(),
    quantity: fc.integer({ min: 1, max: 2000 }),
    price: fc.integer({ min: 0, max: 100_000 }),
    off: fc.tuple(fc.nat(1000), fc.nat(1000)),
  })
  .map(({ weighed, quantity, price, off: [promoted, redeemed] }): OrderedLine => {
    const priceQuantity = weighed ? 1000 : 1
    const subtotal = lineSubtotal({ price, quantity, priceQuantity })
    const promotionDiscount = Math.floor((subtotal * promoted) / 1000)
    const couponDiscount = Math.floor(((subtotal - promotionDiscount) * redeemed) / 1000)
    const total = subtotal - promotionDiscount - couponDiscount
    return { sku: 'A', quantity, price, priceQuantity, subtotal, promotionDiscount, couponDiscount, total }
  })

test('for any picked quantity the parts add up, none is negative, and none exceeds the ordered one', () => {
  const picks = fc.record({ line: lines, picked: fc.nat(2200), other: fc.nat(2000), price: fc.nat(100_000) })
  holds(picks, ({ line: ordered, picked, other, price }) => {
    const charged = chargeLine(ordered, picked)
    expect(charged.subtotal).toBe(lineSubtotal({ ...ordered, quantity: charged.quantity }))
    expect(charged.total).toBe(charged.subtotal - charged.promotionDiscount - charged.couponDiscount)
    for (const part of ['promotionDiscount', 'couponDiscount', 'total'] as const) {
      expect(charged[part]).toBeGreaterThanOrEqual(0)
      expect(charged[part]).toBeLessThanOrEqual(ordered[part])
    }
    if (picked >= ordered.quantity) expect(charged.total).toBe(ordered.total)

    const quantity = Math.min(other, ordered.quantity - charged.quantity)
    const substitute = { sku: 'B', quantity, price, priceQuantity: ordered.priceQuantity }
    const cost = chargeSubstitute(ordered, charged.quantity, substitute, ordered.total - charged.total)
    expect(cost.total).toBe(cost.subtotal - cost.promotionDiscount)
    expect(Math.min(cost.total, cost.promotionDiscount)).toBeGreaterThanOrEqual(0)
    expect(charged.total + cost.total).toBeLessThanOrEqual(ordered.total)
  })
})
