import type { Promotion } from '../types.ts'

/** A number of items with the same price. Lists of runs are sorted from the most expensive to the cheapest. */
export interface Run {
  price: number
  count: number
}

/** The best result of one promotion for given items. */
export interface PromotionResult {
  times: number
  /** The number of used items of each run. */
  used: number[]
  /** The discount in minor units; for percent kinds, the price that the percent applies to. */
  base: number
  /** No grouping of these items has a higher base. Above `base` only when the best grouping is not known. */
  baseUpperBound: number
}

export function isPercentKind(promotion: Promotion): boolean {
  return promotion.kind === 'nth_percent' || promotion.kind === 'quantity_percent'
}

/** The saving in hundredths of a minor unit: an integer, before the percent is rounded. */
export function savingInHundredths(promotion: Promotion, base: number): number {
  return base * (isPercentKind(promotion) ? promotion.percent : 100)
}

export function totalPrice(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + run.price * run.count, 0)
}
