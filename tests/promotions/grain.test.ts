import { describe, expect, test } from 'vitest'
import { findContests } from '../../shared/promotions/solver/contests.ts'
import { grainOf } from '../../shared/promotions/solver/grain.ts'
import type { Promotion } from '../../shared/promotions/types.ts'
import { pieces, promotion } from './basket-samples.ts'

/** The grain of one contest of two pieces at 8.00 and two at 6.00: by themselves, all is a multiple of 2.00. */
function grainWith(...promotions: Promotion[]): number {
  const [contest, ...others] = findContests([pieces('A', 2, 800), pieces('B', 2, 600)], promotions)
  if (contest === undefined || others.length > 0) throw new Error('the promotions must make one contest')
  return grainOf(contest)
}

/** A grain that is too large would end the search before the best combination; one too small only costs time. */
describe('every saving is a multiple of the grain, in hundredths of a minor unit', () => {
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
  ])('%s', (_what, one, grain) => {
    expect(grainWith(one)).toBe(grain)
  })

  test('of several promotions: what all have in common', () => {
    const price = promotion('p', 'bundle_price', { amount: 450 })
    const share = promotion('q', 'nth_percent', { percent: 15 })
    expect(grainWith(price, share)).toBe(1_000)
    expect(grainWith(promotion('r', 'bundle_free', {}), price)).toBe(5_000)
  })

  test('goods that a promotion does not want do not make it finer', () => {
    const onlyDear = promotion('p', 'bundle_free', { skus: ['A'] })
    expect(grainWith(onlyDear)).toBe(80_000)
  })
})
