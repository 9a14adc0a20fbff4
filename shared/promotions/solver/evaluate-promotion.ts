import { elementAt } from '../../element-at.ts'
import type { Promotion } from '../types.ts'
import { evaluateBundleSaving } from './evaluate-bundle-saving.ts'
import { isPercentKind, type PromotionResult, type Run, totalPrice } from './promotion-result.ts'

export function evaluatePromotion(promotion: Promotion, runs: readonly Run[]): PromotionResult {
  const size = promotion.quantity
  const items = runs.reduce((sum, run) => sum + run.count, 0)
  const nothing = { times: 0, used: runs.map(() => 0), base: 0, baseUpperBound: 0 }
  if (items < size || (isPercentKind(promotion) && promotion.percent === 0)) return nothing
  if (promotion.kind === 'quantity_percent') {
    const base = totalPrice(runs)
    return { times: 1, used: runs.map((run) => run.count), base, baseUpperBound: base }
  }
  const times = Math.floor(items / size)
  if (promotion.kind === 'bundle_saving')
    return evaluateBundleSaving(promotion, takeMostExpensive(runs, times * size), times)
  if (promotion.kind === 'bundle_free' && promotion.freeChoice === 'dearest') {
    const used = takeMostExpensive(runs, times * size).map((run) => run.count)
    const base = totalPrice(takeMostExpensive(runs, times * promotion.freeQuantity))
    return { times, used, base, baseUpperBound: base }
  }
  return evaluateConsecutiveGroups(promotion, runs)
}

/** The `count` most expensive items of the runs, as runs. */
function takeMostExpensive(runs: readonly Run[], count: number): Run[] {
  let remaining = count
  return runs.map((run) => {
    const taken = Math.min(remaining, run.count)
    remaining -= taken
    return { price: run.price, count: taken }
  })
}

/**
 * Cuts groups from the most expensive item downwards. This grouping is the best when the cheapest items of a group decide
 * the saving, and as good as any other when only the sum does. Savings do not increase from group to group, so the first
 * group without a saving ends the loop.
 */
function evaluateConsecutiveGroups(promotion: Promotion, runs: readonly Run[]): PromotionResult {
  const result: PromotionResult = { times: 0, used: runs.map(() => 0), base: 0, baseUpperBound: 0 }
  const remaining = runs.map((run, index) => ({ index, price: run.price, count: run.count }))
  for (;;) {
    const group = cutGroup(remaining, promotion.quantity)
    const base = group === null ? 0 : groupBase(promotion, group)
    if (group === null || base <= 0) return result
    // Equal groups are cut in one step, so that 999 pieces of a product need no more work than 2.
    const repeats = Math.min(...group.map(({ run, count }) => Math.floor(run.count / count)))
    for (const { run, count } of group) {
      run.count -= count * repeats
      result.used[run.index] = elementAt(result.used, run.index) + count * repeats
    }
    result.times += repeats
    result.base += base * repeats
    result.baseUpperBound = result.base
  }
}

interface GroupPart {
  run: Run & { index: number }
  count: number
}

/** The `size` most expensive remaining items, or null when there are fewer. Removes used-up runs from the front. */
function cutGroup(remaining: (Run & { index: number })[], size: number): GroupPart[] | null {
  while (remaining[0]?.count === 0) remaining.shift()
  const group: GroupPart[] = []
  let missing = size
  for (const run of remaining) {
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
  if (promotion.kind === 'bundle_free') return cheapestPrice(group, promotion.freeQuantity)
  const last = cheapestPrice(group, 1)
  return promotion.kind === 'nth_price' ? last - promotion.amount : last
}

function cheapestPrice(group: readonly GroupPart[], items: number): number {
  let missing = items
  let sum = 0
  for (const { run, count } of group.toReversed()) {
    const taken = Math.min(count, missing)
    sum += run.price * taken
    missing -= taken
  }
  return sum
}
