import { elementAt } from '../../element-at.ts'
import type { Promotion } from '../types.ts'
import { type PromotionResult, type Run, totalPrice } from './promotion-result.ts'

/**
 * Every group saves `amount`, or the price of its items when they cost less. Then the grouping matters.
 * `runs` are the used items, `times` the number of groups.
 */
export function evaluateBundleSaving(promotion: Promotion, runs: readonly Run[], times: number): PromotionResult {
  const { quantity: size, amount } = promotion
  const used = runs.map((run) => run.count)
  const fullSaving = Math.min(times * amount, totalPrice(runs))
  const base = savingOfEvenGroups(runs, size, amount)
  // Pairing the most expensive with the cheapest items gives the most even pairs, which save most.
  return { times, used, base, baseUpperBound: size <= 2 ? base : fullSaving }
}

/** Groups the most expensive remaining item with the cheapest ones, for even groups. Equal groups are cut in one step. */
function savingOfEvenGroups(runs: readonly Run[], size: number, amount: number): number {
  const remaining = runs.filter((run) => run.count > 0).map((run) => ({ ...run, taken: 0 }))
  let saving = 0
  while (remaining.length > 0) {
    elementAt(remaining, 0).taken = 1
    let missing = size - 1
    for (const run of remaining.toReversed()) {
      const more = Math.min(run.count - run.taken, missing)
      run.taken += more
      missing -= more
    }
    const group = remaining.filter((run) => run.taken > 0)
    const repeats = Math.min(...group.map((run) => Math.floor(run.count / run.taken)))
    const price = group.reduce((sum, run) => sum + run.price * run.taken, 0)
    saving += repeats * Math.min(amount, price)
    for (const run of group) {
      run.count -= run.taken * repeats
      run.taken = 0
    }
    remaining.splice(0, remaining.length, ...remaining.filter((run) => run.count > 0))
  }
  return saving
}
