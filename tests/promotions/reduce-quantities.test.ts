import { describe, expect, test } from 'vitest'
import { reduceQuantities } from '../../shared/promotions/solver/reduce-quantities.ts'
import { findSubproblems } from '../../shared/promotions/solver/subproblems.ts'
import type { Promotion } from '../../shared/promotions/types.ts'
import { pieces, promotion } from './basket-samples.ts'

/** The reduction of 500 pieces at 8.00 and 500 at 6.00, with all promotions eligible for both. */
function reduced(...promotions: Promotion[]) {
  const [subproblem, ...others] = findSubproblems([pieces('A', 500, 800), pieces('B', 500, 600)], promotions)
  if (subproblem === undefined || others.length > 0) throw new Error('the promotions must form one subproblem')
  const { remaining, preassigned, exact } = reduceQuantities(subproblem)
  expect(remaining.map((count, index) => count + (preassigned[index]?.count ?? 0))).toEqual([500, 500])
  return { exact, remaining, to: preassigned.map(({ promotion: position }) => position) }
}

const pair = promotion('pair', 'bundle_price', { amount: 1000 })

describe('most of hundreds of pieces are assigned to the promotion that saves most per piece', () => {
  test('a proven number remains when groups are cut in the order of price', () => {
    const third = promotion('third free', 'bundle_free', { quantity: 3 })
    expect(reduced(pair, third)).toEqual({ exact: true, remaining: [10, 11], to: [0, 1] })
  })

  test('of two equal promotions the first one gets them', () => {
    const twin = promotion('twin', 'bundle_price', { quantity: 4, amount: 2000 })
    expect(reduced(pair, twin).to).toEqual([0, 0])
  })

  test.each([
    ['the most expensive free', promotion('dearest', 'bundle_free', { quantity: 3, freeChoice: 'dearest' })],
    ['a saving above the price of a group of the cheapest items', promotion('save', 'bundle_saving', { amount: 1201 })],
  ])('with %s no number is proven: at least 48 remain, and the result is not exact', (_what, other) => {
    const { exact, remaining } = reduced(pair, other)
    expect(exact).toBe(false)
    expect(Math.min(...remaining)).toBeGreaterThanOrEqual(48)
  })

  test.each([
    ['the cheapest free', promotion('cheapest', 'bundle_free', { quantity: 3 })],
    [
      'a saving of exactly the price of a group of the cheapest items',
      promotion('save', 'bundle_saving', { amount: 1200 }),
    ],
  ])('with %s the number is proven', (_what, other) => {
    const { exact, remaining } = reduced(pair, other)
    expect(exact).toBe(true)
    expect(Math.max(...remaining)).toBeLessThan(48)
  })

  test('few pieces all remain', () => {
    const mostExpensive = promotion('dearest', 'bundle_free', { quantity: 3, freeChoice: 'dearest' })
    const [subproblem] = findSubproblems([pieces('A', 9, 800)], [pair, mostExpensive])
    if (subproblem === undefined) throw new Error('the promotions must form one subproblem')
    expect(reduceQuantities(subproblem)).toMatchObject({ exact: true, remaining: [9], preassigned: [{ count: 0 }] })
  })
})
