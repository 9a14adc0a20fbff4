import { describe, expect, test } from 'vitest'
import { reduceQuantities } from '../../shared/promotions/solver/reduce-quantities.ts'
import { findSubproblems } from '../../shared/promotions/solver/subproblems.ts'
import type { Promotion } from '../../shared/promotions/types.ts'
import { pieces, promotion } from './basket-samples.ts'

/** 500 pieces at 8.00 and 500 at 6.00 that all of these promotions want. */
function reduced(...promotions: Promotion[]) {
  const [subproblem, ...others] = findSubproblems([pieces('A', 500, 800), pieces('B', 500, 600)], promotions)
  if (subproblem === undefined || others.length > 0) throw new Error('the promotions must make one subproblem')
  const { remaining, preassigned, exact } = reduceQuantities(subproblem)
  expect(remaining.map((count, index) => count + (preassigned[index]?.count ?? 0))).toEqual([500, 500])
  return { exact, remaining, to: preassigned.map(({ promotion: position }) => position) }
}

const pair = promotion('pair', 'bundle_price', { amount: 1000 })

describe('most of hundreds of pieces goes to the promotion that saves most on each', () => {
  test('a proven number is kept for mixing, where groups are cut in the order of price', () => {
    const third = promotion('third free', 'bundle_free', { quantity: 3 })
    expect(reduced(pair, third)).toEqual({ exact: true, remaining: [10, 11], to: [0, 1] })
  })

  test('of two that save the same on each, the first has them', () => {
    const twin = promotion('twin', 'bundle_price', { quantity: 4, amount: 2000 })
    expect(reduced(pair, twin).to).toEqual([0, 0])
  })

  test.each([
    ['the dearest free', promotion('dearest', 'bundle_free', { quantity: 3, freeChoice: 'dearest' })],
    ['a saving above what a group of the cheapest costs', promotion('save', 'bundle_saving', { amount: 1201 })],
  ])('with %s no number is proven: 48 are kept, and the result is not called exact', (_what, other) => {
    const { exact, remaining } = reduced(pair, other)
    expect(exact).toBe(false)
    expect(Math.min(...remaining)).toBeGreaterThanOrEqual(48)
  })

  test.each([
    ['the cheapest free', promotion('cheapest', 'bundle_free', { quantity: 3 })],
    ['a saving of all that a group of the cheapest costs', promotion('save', 'bundle_saving', { amount: 1200 })],
  ])('with %s it is', (_what, other) => {
    const { exact, remaining } = reduced(pair, other)
    expect(exact).toBe(true)
    expect(Math.max(...remaining)).toBeLessThan(48)
  })

  test('few pieces are all kept, whatever is proven', () => {
    const dearest = promotion('dearest', 'bundle_free', { quantity: 3, freeChoice: 'dearest' })
    const [subproblem] = findSubproblems([pieces('A', 9, 800)], [pair, dearest])
    if (subproblem === undefined) throw new Error('the promotions must make one subproblem')
    expect(reduceQuantities(subproblem)).toMatchObject({ exact: true, remaining: [9], preassigned: [{ count: 0 }] })
  })
})
