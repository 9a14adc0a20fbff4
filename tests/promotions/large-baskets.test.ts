import { describe, expect, test } from 'vitest'
import { elementAt, floatAt, integerAt } from '../../shared/element-at.ts'
import { solvePromotions } from '../../shared/promotions/solver/apply-promotions.ts'
import { pieces, promotion } from './basket-samples.ts'
import { seededBasket } from './seeded-basket.ts'

/** The largest number of cells and nodes for a basket. Time would depend on the machine. */
const MOST_WORK = 600_000

describe('60 lines, 20 overlapping promotions', () => {
  test.each([
    ['a few of each', 3, 6],
    ['every promotion on most products', 3, 80],
    ['hundreds of each', 999, 6],
    ['a million of each', 1_000_000, 12],
  ])('%s: bounded work, savings within the bound', (_, quantity, promotionProducts) => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const [lines, promotions] = seededBasket({ seed, products: 60, quantity, promotions: 20, promotionProducts })
      const { work, saving, upperBound, applied } = solvePromotions(lines, promotions)
      expect(work).toBeLessThan(MOST_WORK)
      expect(saving).toBeLessThanOrEqual(upperBound)
      expect(applied.length).toBeGreaterThan(0)
    }
  })
})

describe('large quantities', () => {
  test('999 of one SKU, two for 15: 499 pairs, without a search', () => {
    const pair = promotion('pair', 'bundle_price', { amount: 1500 })
    expect(solvePromotions([pieces('A', 999, 800)], [pair])).toMatchObject({ saving: 4_990_000, exact: true, work: 0 })
  })
  test('999 of one SKU, 2 for 15 or 3 for 20: as many threes as leave no piece over', () => {
    const two = promotion('two', 'bundle_price', { amount: 1500 })
    const three = promotion('three', 'bundle_price', { quantity: 3, amount: 2000 })
    const all = solvePromotions([pieces('A', 998, 800)], [two, three])
    expect(all.applied.map(({ code, times }) => [code, times])).toEqual([
      ['three', 332],
      ['two', 1],
    ])
    expect(all.exact).toBe(true)
  })
  test('999 of one SKU with a percent, a bundle and a saving that overlap', () => {
    const percent = promotion('percent', 'quantity_percent', { quantity: 10, percent: 20 })
    const bundle = promotion('bundle', 'bundle_price', { quantity: 4, amount: 2800, skus: ['A'] })
    const last = promotion('saving', 'bundle_saving', { quantity: 3, amount: 300, skus: ['A', 'B'] })
    const found = solvePromotions([pieces('A', 999, 1000), pieces('B', 5, 900)], [percent, bundle, last])
    // 249 bundles would leave 3 A and 5 B, too few for the percent; 248 leave 7 A and 5 B: 20 % of 115.00 are 23.00.
    expect(found.exact).toBe(true)
    expect(found.saving).toBe(100 * (248 * 1200 + 2300))
  })
  test('a basket that is too large to search gets the greedy solution, not marked exact', () => {
    const promotions = [300, 400, 500].map((quantity) =>
      promotion(`of ${quantity}`, 'bundle_saving', { quantity, amount: quantity * 100 + (quantity % 7) }),
    )
    const lines = ['A', 'B', 'C', 'D'].map((sku, index) => pieces(sku, 100_000 + index, 500 + index))
    const { exact, work, applied, saving, upperBound } = solvePromotions(lines, promotions)
    expect({ exact, work }).toEqual({ exact: false, work: 0 })
    expect(applied.length).toBeGreaterThan(0)
    expect(saving).toBeLessThan(upperBound)
  })
})

test('an index outside the list throws', () => {
  expect(() => elementAt([], 0)).toThrow(RangeError)
  expect(() => integerAt(new Int32Array(1), 1)).toThrow(RangeError)
  expect(() => floatAt(new Float64Array(1), 1)).toThrow(RangeError)
})
