import { itemAt } from '../at.ts'
import type { Promotion } from '../types.ts'
import { type Run, type Settlement, worth } from './settlement.ts'

/**
 * Every group takes off `amount`, unless its items cost less. Where that can happen (a saving set higher than the
 * cheapest goods cost) the grouping matters. `runs` are the items used, `times` groups of them.
 */
export function settleBundleSaving(promotion: Promotion, runs: readonly Run[], times: number): Settlement {
  const { quantity: size, amount } = promotion
  const used = runs.map((run) => run.count)
  const inFull = Math.min(times * amount, worth(runs))
  const base = savingOfEvenGroups(runs, size, amount)
  // Pairs of the dearest and the cheapest are the evenest there are, and no grouping saves more than the evenest.
  return { times, used, base, most: size <= 2 ? base : inFull }
}

/** Puts the dearest item left with the cheapest ones left, which evens the groups out; equal groups in one step. */
function savingOfEvenGroups(runs: readonly Run[], size: number, amount: number): number {
  const left = runs.filter((run) => run.count > 0).map((run) => ({ ...run, taken: 0 }))
  let saving = 0
  while (left.length > 0) {
    itemAt(left, 0).taken = 1
    let missing = size - 1
    for (const run of left.toReversed()) {
      const more = Math.min(run.count - run.taken, missing)
      run.taken += more
      missing -= more
    }
    const group = left.filter((run) => run.taken > 0)
    const repeats = Math.min(...group.map((run) => Math.floor(run.count / run.taken)))
    const price = group.reduce((sum, run) => sum + run.price * run.taken, 0)
    saving += repeats * Math.min(amount, price)
    for (const run of group) {
      run.count -= run.taken * repeats
      run.taken = 0
    }
    left.splice(0, left.length, ...left.filter((run) => run.count > 0))
  }
  return saving
}
