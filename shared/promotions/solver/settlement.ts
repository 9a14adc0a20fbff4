import type { Promotion } from '../types.ts'

/** Items of one price. Lists of runs are sorted from the dearest to the cheapest. */
export interface Run {
  price: number
  count: number
}

/** The best that one promotion alone can do with given items. */
export interface Settlement {
  times: number
  /** How many items of each run are used. */
  used: number[]
  /** Minor units taken off; for percent kinds, the price of the items that the percent is taken of. */
  base: number
  /** No grouping of these items has a higher base; above `base` only where the best grouping isn't known. */
  most: number
}

export function isPercentKind(promotion: Promotion): boolean {
  return promotion.kind === 'nth_percent' || promotion.kind === 'quantity_percent'
}

/** A settlement's saving in hundredths of a minor unit: whole numbers, before the one rounding of a percent. */
export function exactSaving(promotion: Promotion, base: number): number {
  return base * (isPercentKind(promotion) ? promotion.percent : 100)
}

export function worth(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + run.price * run.count, 0)
}
