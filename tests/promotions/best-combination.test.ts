import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyPromotions, solvePromotions } from '../../shared/promotions/solver/apply-promotions.ts'
import { pieces, promotion } from './basket-samples.ts'
import { bestByBruteForce } from './best-by-brute-force.ts'
import { holds, type Shop, shops, shuffled } from './properties.ts'

function agreesWithBruteForce({ lines, promotions }: Shop): void {
  const { saving, upperBound, exact } = solvePromotions(lines, promotions)
  const best = bestByBruteForce(lines, promotions)
  expect(saving).toBeLessThanOrEqual(best)
  expect(upperBound).toBeGreaterThanOrEqual(best)
  if (exact) expect(saving).toBe(best)
}

test('an exact solution is the best combination, and no bound is too low', () => {
  holds(shops(2000, 8), agreesWithBruteForce)
  holds(shops(12, 8), agreesWithBruteForce)
})

test('small baskets are exact, except with bundle savings above the price of the items', () => {
  holds(shops(2000, 8), ({ lines, promotions }) => {
    const cheapest = Math.min(...lines.map((line) => line.price))
    const sane = promotions.filter(
      ({ kind, amount, quantity }) => kind !== 'bundle_saving' || amount <= cheapest * quantity,
    )
    const { saving, exact } = solvePromotions(lines, sane)
    expect(exact).toBe(true)
    expect(saving).toBe(bestByBruteForce(lines, sane))
  })
})

test('the order of lines and promotions does not matter', () => {
  const pairs = shops(500, 15).chain((shop) => {
    return fc.record({ shop: fc.constant(shop), lines: shuffled(shop.lines), promotions: shuffled(shop.promotions) })
  })
  holds(pairs, ({ shop, lines, promotions }) => {
    expect(applyPromotions(lines, promotions)).toEqual(applyPromotions(shop.lines, shop.promotions))
  })
})

test('each item is in one promotion, each discount is the sum of its lines, and no line is negative', () => {
  holds(shops(60, 15), ({ lines, promotions }) => {
    const applied = applyPromotions(lines, promotions)
    for (const { amount, lines: parts } of applied) {
      expect(amount).toBeGreaterThan(0)
      expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBe(amount)
    }
    for (const { sku, quantity, price } of lines) {
      const parts = applied.flatMap((promotion) => promotion.lines.filter((part) => part.sku === sku))
      expect(parts.reduce((sum, part) => sum + part.quantity, 0)).toBeLessThanOrEqual(quantity)
      expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBeLessThanOrEqual(quantity * price)
    }
  })
})

test('promotions with the same code are ordered by id', () => {
  const one = promotion('1', 'bundle_saving', { amount: 100, code: 'same' })
  const two = { ...one, id: '2' }
  const lines = [pieces('A', 2, 500)]
  expect(applyPromotions(lines, [two, one])).toEqual(applyPromotions(lines, [one, two]))
  expect(applyPromotions(lines, [two, one])).toHaveLength(1)
})
