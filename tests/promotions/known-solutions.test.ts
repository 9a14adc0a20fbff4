import { expect, test } from 'vitest'
import { solvePromotions } from '../../shared/promotions/solver/apply-promotions.ts'
import { type BasketShape, seededBasket } from './seeded-basket.ts'

/**
 * The solutions of 84 baskets, so that a release cannot change savings, bounds or work unnoticed. A change of the search
 * may only increase a saving and only lower a bound.
 */
const shapes: Record<string, Omit<BasketShape, 'seed'>> = {
  'two promotions': { products: 4, quantity: 3, promotions: 2, promotionProducts: 3 },
  'a family basket': { products: 8, quantity: 4, promotions: 4, promotionProducts: 4 },
  'many that overlap': { products: 14, quantity: 3, promotions: 7, promotionProducts: 6 },
  'hundreds of each': { products: 5, quantity: 400, promotions: 3, promotionProducts: 3 },
  'a few that hardly compete': { products: 4, quantity: 2, promotions: 3, promotionProducts: 2 },
  'dozens of each': { products: 6, quantity: 60, promotions: 5, promotionProducts: 4 },
  'a large basket': { products: 40, quantity: 3, promotions: 12, promotionProducts: 6 },
}
const SEEDS = 12

function solution(shape: Omit<BasketShape, 'seed'>, seed: number) {
  const { saving, upperBound, work, applied } = solvePromotions(...seededBasket({ ...shape, seed }))
  const applications = applied.map(({ code, times, amount, lines }) => {
    return `${code}×${times}=${amount}:${lines.map(({ sku, quantity }) => `${sku}×${quantity}`).join('+')}`
  })
  return `${saving} ≤ ${upperBound}, work ${work}: ${applications.join(' ')}`
}

test.each(Object.entries(shapes))('%s: saving, bound, work and applied promotions are unchanged', (_, shape) => {
  const solutions = Array.from({ length: SEEDS }, (_, index) => solution(shape, index + 1))
  expect(solutions).toMatchSnapshot()
})
