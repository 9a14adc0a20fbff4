import { elementAt } from '../../element-at.ts'
import type { Subproblem } from './subproblems.ts'

/**
 * The greatest common divisor of all possible savings of a subproblem, in hundredths of a minor unit. It is 1,000 when all
 * prices are multiples of ten cents and no percent is involved. A bound less than one step above a saving proves that the
 * saving is the best.
 */
export function savingStep({ promotions, classes, classesByPromotion }: Subproblem): number {
  let step = 0
  for (const [position, { kind, amount, percent }] of promotions.entries()) {
    const percentKind = kind === 'nth_percent' || kind === 'quantity_percent'
    if (kind === 'bundle_price' || kind === 'bundle_saving' || kind === 'nth_price') {
      step = greatestCommonDivisor(step, amount * 100)
    }
    for (const index of elementAt(classesByPromotion, position)) {
      step = greatestCommonDivisor(step, elementAt(classes, index).price * (percentKind ? percent : 100))
    }
  }
  return step
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
