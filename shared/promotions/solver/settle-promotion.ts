import { itemAt } from '../at.ts'
import type { Promotion } from '../types.ts'
import { settleBundleSaving } from './settle-bundle-saving.ts'
import { isPercentKind, type Run, type Settlement, worth } from './settlement.ts'

export function settlePromotion(promotion: Promotion, runs: readonly Run[]): Settlement {
  const size = promotion.quantity
  const items = runs.reduce((sum, run) => sum + run.count, 0)
  const nothing = { times: 0, used: runs.map(() => 0), base: 0, most: 0 }
  if (items < size || (isPercentKind(promotion) && promotion.percent === 0)) return nothing
  if (promotion.kind === 'quantity_percent') {
    const base = worth(runs)
    return { times: 1, used: runs.map((run) => run.count), base, most: base }
  }
  const times = Math.floor(items / size)
  if (promotion.kind === 'bundle_saving') return settleBundleSaving(promotion, takeDearest(runs, times * size), times)
  if (promotion.kind === 'bundle_free' && promotion.freeChoice === 'dearest') {
    const used = takeDearest(runs, times * size).map((run) => run.count)
    const base = worth(takeDearest(runs, times * promotion.freeQuantity))
    return { times, used, base, most: base }
  }
  return settleConsecutiveGroups(promotion, runs)
}

/** The dearest `count` items of the runs, as runs. */
function takeDearest(runs: readonly Run[], count: number): Run[] {
  let left = count
  return runs.map((run) => {
    const taken = Math.min(left, run.count)
    left -= taken
    return { price: run.price, count: taken }
  })
}

/**
 * Groups cut from the dearest item downwards are the best grouping where the cheapest of a group decide, and as good
 * as any where only the sum does. Each group saves no more than the one before, so the first that saves nothing ends it.
 */
function settleConsecutiveGroups(promotion: Promotion, runs: readonly Run[]): Settlement {
  const settlement: Settlement = { times: 0, used: runs.map(() => 0), base: 0, most: 0 }
  const left = runs.map((run, index) => ({ index, price: run.price, count: run.count }))
  for (;;) {
    const group = cutGroup(left, promotion.quantity)
    const base = group === null ? 0 : groupBase(promotion, group)
    if (group === null || base <= 0) return settlement
    // Equal groups in one step, so that 999 of a product cost no more work than 2.
    const repeats = Math.min(...group.map(({ run, count }) => Math.floor(run.count / count)))
    for (const { run, count } of group) {
      run.count -= count * repeats
      settlement.used[run.index] = itemAt(settlement.used, run.index) + count * repeats
    }
    settlement.times += repeats
    settlement.base += base * repeats
    settlement.most = settlement.base
  }
}

interface GroupPart {
  run: Run & { index: number }
  count: number
}

/** The dearest `size` items left, or null where there are fewer; used-up runs are dropped from the front of `left`. */
function cutGroup(left: (Run & { index: number })[], size: number): GroupPart[] | null {
  while (left[0]?.count === 0) left.shift()
  const group: GroupPart[] = []
  let missing = size
  for (const run of left) {
    const count = Math.min(run.count, missing)
    if (count > 0) group.push({ run, count })
    missing -= count
    if (missing === 0) return group
  }
  return null
}

function groupBase(promotion: Promotion, group: readonly GroupPart[]): number {
  if (promotion.kind === 'bundle_price') {
    return group.reduce((sum, { run, count }) => sum + run.price * count, 0) - promotion.amount
  }
  if (promotion.kind === 'bundle_free') return cheapest(group, promotion.freeQuantity)
  const last = cheapest(group, 1)
  return promotion.kind === 'nth_price' ? last - promotion.amount : last
}

function cheapest(group: readonly GroupPart[], items: number): number {
  let missing = items
  let sum = 0
  for (const { run, count } of group.toReversed()) {
    const taken = Math.min(count, missing)
    sum += run.price * taken
    missing -= taken
  }
  return sum
}
