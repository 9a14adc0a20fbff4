import type { Promotion } from '../types.ts'
import { itemAt } from './at.ts'
import type { Run, Settlement } from './settle-promotion.ts'

/** Beyond this many items, groups that cost less than the saving aren't looked for item by item. */
const DEALT_ITEMS = 2_000

/**
 * Every group takes off `amount`, unless its items cost less. Where that can happen (a saving set higher than the
 * cheapest goods cost) the grouping matters: exact for pairs, else the better of two groupings, and said so.
 */
export function settleBundleSaving(promotion: Promotion, runs: readonly Run[], times: number): Settlement {
  const { quantity: size, amount } = promotion
  const used = runs.map((run) => run.count)
  const inFull = Math.min(times * amount, worthOf(runs))
  const base = cheapestWorth(runs, size) >= amount ? inFull : groupedSaving(runs, size, times, amount)
  const known = size <= 2 && times * size <= DEALT_ITEMS
  return { times, used, base, most: known ? base : inFull }
}

function groupedSaving(runs: readonly Run[], size: number, times: number, amount: number): number {
  if (times * size > DEALT_ITEMS) return pureSaving(runs, size, amount)
  const prices = runs.flatMap((run) => Array.from({ length: run.count }, () => run.price))
  const groups = Array.from({ length: times }, () => 0)
  for (const [index, price] of prices.entries()) {
    // Dealt there and back: the group with the dearest item gets the cheapest, which evens the sums out.
    const row = Math.floor(index / times)
    const seat = row % 2 === 0 ? index % times : times - 1 - (index % times)
    groups[seat] = itemAt(groups, seat) + price
  }
  return groups.reduce((sum, worth) => sum + Math.min(amount, worth), 0)
}

function pureSaving(runs: readonly Run[], size: number, amount: number): number {
  return runs.reduce((sum, run) => sum + Math.floor(run.count / size) * Math.min(amount, run.price * size), 0)
}

function cheapestWorth(runs: readonly Run[], items: number): number {
  let missing = items
  let sum = 0
  for (const run of runs.toReversed()) {
    const taken = Math.min(run.count, missing)
    sum += run.price * taken
    missing -= taken
  }
  return sum
}

function worthOf(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + run.price * run.count, 0)
}
