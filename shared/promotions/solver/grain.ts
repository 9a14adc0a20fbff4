import { itemAt } from '../at.ts'
import type { Contest } from './contests.ts'

/**
 * Every possible saving of a contest is a multiple of this, in hundredths: prices in whole ten cents make it 1,000
 * where no percent is involved. A bound that is less than one grain above a saving proves it to be the best.
 */
export function grainOf({ promotions, classes, goodsOf }: Contest): number {
  let grain = 0
  for (const [position, { kind, amount, percent }] of promotions.entries()) {
    const percentKind = kind === 'nth_percent' || kind === 'quantity_percent'
    if (kind === 'bundle_price' || kind === 'bundle_saving' || kind === 'nth_price') {
      grain = greatestDivisor(grain, amount * 100)
    }
    for (const index of itemAt(goodsOf, position)) {
      grain = greatestDivisor(grain, itemAt(classes, index).price * (percentKind ? percent : 100))
    }
  }
  return grain
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
