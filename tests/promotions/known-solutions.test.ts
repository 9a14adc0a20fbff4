import { expect, test } from 'vitest'
import { solvePromotions } from '../../shared/promotions/solver/apply-promotions.ts'
import { type BasketShape, seededBasket } from './seeded-basket.ts'

/**
 * A price may not change between two releases unnoticed, nor may the proof that it is the best, nor the work it costs.
 * Whoever improves the search sees here what became of 84 baskets: a saving may only rise, a bound only fall.
 */
const shapes: Record<string, Omit<BasketShape, 'seed'>> = {
  'two promotions': { products: 4, quantity: 3, promotions: 2, goods: 3 },
  'a family basket': { products: 8, quantity: 4, promotions: 4, goods: 4 },
  'many that overlap': { products: 14, quantity: 3, promotions: 7, goods: 6 },
  'hundreds of each': { products: 5, quantity: 400, promotions: 3, goods: 3 },
  'a few that hardly compete': { products: 4, quantity: 2, promotions: 3, goods: 2 },
  'dozens of each': { products: 6, quantity: 60, promotions: 5, goods: 4 },
  'a large basket': { products: 40, quantity: 3, promotions: 12, goods: 6 },
}
const SEEDS = 12

function solution(shape: Omit<BasketShape, 'seed'>, seed: number) {
  const { saving, upperBound, work, applied } = solvePromotions(...seededBasket({ ...shape, seed }))
  const uses = applied.map(({ code, times, amount, lines }) => {
    return `${code}×${times}=${amount}:${lines.map(({ sku, quantity }) => `${sku}×${quantity}`).join('+')}`
  })
  return `${saving} ≤ ${upperBound}, work ${work}: ${uses.join(' ')}`
}

test.each(Object.entries(shapes))('%s: saving, bound, work and uses are what they were', (_, shape) => {
  const solutions = Array.from({ length: SEEDS }, (_, index) => solution(shape, index + 1))
  expect(solutions).toMatchSnapshot()
})
