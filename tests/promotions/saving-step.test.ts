import { describe, expect, test } from 'vitest'
import { savingStep } from '../../shared/promotions/solver/saving-step.ts'
import { findSubproblems } from '../../shared/promotions/solver/subproblems.ts'
import type { Promotion } from '../../shared/promotions/types.ts'
import { pieces, promotion } from './basket-samples.ts'

/** The saving step of a subproblem of two pieces at 8.00 and two at 6.00. */
function stepWith(...promotions: Promotion[]): number {
  const [subproblem, ...others] = findSubproblems([pieces('A', 2, 800), pieces('B', 2, 600)], promotions)
  if (subproblem === undefined || others.length > 0) throw new Error('the promotions must form one subproblem')
  return savingStep(subproblem)
}

/** A step that is too large ends the search too early. A step that is too small only costs time. */
describe('every saving is a multiple of the step', () => {
  test.each([
    ['bundle_price: prices and its amount', promotion('p', 'bundle_price', { amount: 450 }), 5_000],
    ['bundle_saving: prices and its amount', promotion('p', 'bundle_saving', { amount: 30 }), 1_000],
    ['nth_price: prices and its amount', promotion('p', 'nth_price', { amount: 150 }), 5_000],
    ['bundle_free: prices alone', promotion('p', 'bundle_free', { amount: 7 }), 20_000],
    [
      'nth_percent: its share of the prices, no amount',
      promotion('p', 'nth_percent', { percent: 15, amount: 7 }),
      3_000,
    ],
    ['quantity_percent: its share of the prices', promotion('p', 'quantity_percent', { percent: 7, amount: 7 }), 1_400],
  ])('%s', (_what, one, step) => {
    expect(stepWith(one)).toBe(step)
  })

  test('several promotions: their greatest common divisor', () => {
    const price = promotion('p', 'bundle_price', { amount: 450 })
    const share = promotion('q', 'nth_percent', { percent: 15 })
    expect(stepWith(price, share)).toBe(1_000)
    expect(stepWith(promotion('r', 'bundle_free', {}), price)).toBe(5_000)
  })

  test('products without an eligible promotion do not count', () => {
    const onlyExpensive = promotion('p', 'bundle_free', { skus: ['A'] })
    expect(stepWith(onlyExpensive)).toBe(80_000)
  })
})
