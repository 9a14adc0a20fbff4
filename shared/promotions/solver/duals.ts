import { elementAt, floatAt } from '../../element-at.ts'
import type { AllocationResult } from './evaluate-allocation.ts'
import { savingInHundredths } from './promotion-result.ts'
import type { SearchModel } from './search-model.ts'
import type { Subproblem } from './subproblems.ts'
import { countUsedItems, fillValueToGo } from './value-to-go.ts'

export interface Bound {
  /** For each class, the price of one item in the relaxation, in hundredths of a minor unit. */
  duals: Float64Array
  /** No combination saves more. */
  upperBound: number
}

/** The first duals: 90 % of what each item saves in its best promotion, if every promotion were the only one. */
export function initialDuals(
  { promotions, classes, classesByPromotion }: Subproblem,
  separate: AllocationResult,
): Bound {
  const duals = new Float64Array(classes.length)
  for (const [position, promotion] of promotions.entries()) {
    const { used, base } = elementAt(separate.results, position)
    const classIndexes = elementAt(classesByPromotion, position)
    const totalPrice = classIndexes.reduce(
      (sum, index, place) => sum + elementAt(classes, index).price * elementAt(used, place),
      0,
    )
    const rate = (0.9 * savingInHundredths(promotion, base)) / totalPrice
    for (const index of classIndexes) {
      const { price, eligible } = elementAt(classes, index)
      if (eligible.length > 1) duals[index] = Math.max(floatAt(duals, index), Math.round(price * rate))
    }
  }
  return { duals, upperBound: Infinity }
}

/** The first factor of Polyak's step, and the number of rounds without a better bound after which it is halved. */
const INITIAL_STEP_FACTOR = 1.2
const ROUNDS_BEFORE_HALVING = 4

/**
 * Lagrangian bound: every promotion may use all of its eligible items, but pays a dual for each item with several eligible
 * promotions. The net savings plus the duals of all items are never below the saving of any combination. The subgradient
 * method raises the duals of items that are used more often than available and lowers the duals of unused ones, with
 * Polyak's step towards `bestSaving`. All non-negative integers give a valid bound: rounding only makes it less tight.
 */
export function tightenDuals(model: SearchModel, start: Bound, bestSaving: number, rounds: number): Bound {
  let best = start
  let { duals } = start
  let stepFactor = INITIAL_STEP_FACTOR
  let roundsWithoutProgress = 0
  for (let round = 0; round < rounds; round += 1) {
    const { upperBound, surplus } = evaluateDuals(model, duals)
    if (upperBound < best.upperBound) {
      best = { duals, upperBound }
      roundsWithoutProgress = 0
    } else {
      roundsWithoutProgress += 1
      if (roundsWithoutProgress % ROUNDS_BEFORE_HALVING === 0) stepFactor /= 2
    }
    let norm = 0
    for (const difference of surplus) norm += difference * difference
    if (norm === 0) return best
    const step = (stepFactor * Math.max(upperBound - bestSaving, 1)) / norm
    duals = duals.map((dual, index) => Math.max(0, Math.round(dual + step * floatAt(surplus, index))))
  }
  return best
}

/** The bound for these duals, and for each class the used minus the available items; 0 when its dual cannot change. */
function evaluateDuals(model: SearchModel, duals: Float64Array): { upperBound: number; surplus: Float64Array } {
  const surplus = new Float64Array(duals.length)
  let upperBound = 0
  for (const promotionModel of model.promotionModels) {
    upperBound += fillValueToGo(promotionModel, duals)
    countUsedItems(promotionModel, duals, surplus)
  }
  for (const [index, count] of model.counts.entries()) {
    const dual = floatAt(duals, index)
    const difference = floatAt(surplus, index) - count
    upperBound += dual * count
    const isFixed = elementAt(model.eligible, index).length < 2 || (difference < 0 && dual === 0)
    surplus[index] = isFixed ? 0 : difference
  }
  return { upperBound, surplus }
}
