import { elementAt } from '../../element-at.ts'
import { evaluatePromotion } from './evaluate-promotion.ts'
import { type PromotionResult, savingInHundredths } from './promotion-result.ts'
import type { Subproblem } from './subproblems.ts'

/** The savings of all promotions of a subproblem, each with its allocated items. */
export interface AllocationResult {
  /** For each promotion; `used` is by the classes of the promotion. */
  results: PromotionResult[]
  /** Hundredths of a minor unit. */
  saving: number
  /** No grouping of the allocated items saves more. */
  upperBound: number
}

/** Evaluates every promotion with its items: `counts` returns how many items of a class a promotion has. */
export function evaluateAllocation(
  { promotions, classes, classesByPromotion }: Subproblem,
  counts: (position: number, index: number) => number,
): AllocationResult {
  const evaluated: AllocationResult = { results: [], saving: 0, upperBound: 0 }
  for (const [position, promotion] of promotions.entries()) {
    const runs = elementAt(classesByPromotion, position).map((index) => {
      return { price: elementAt(classes, index).price, count: counts(position, index) }
    })
    const result = evaluatePromotion(promotion, runs)
    evaluated.results.push(result)
    evaluated.saving += savingInHundredths(promotion, result.base)
    evaluated.upperBound += savingInHundredths(promotion, result.baseUpperBound)
  }
  return evaluated
}

/** Evaluates each promotion as if it were the only one. The sum is an upper bound of every combination. */
export function evaluateSeparately(subproblem: Subproblem): AllocationResult {
  return evaluateAllocation(subproblem, (_, index) => elementAt(subproblem.classes, index).count)
}
