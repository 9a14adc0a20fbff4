import { elementAt } from '../../element-at.ts'
import type { Promotion } from '../types.ts'
import { evaluatePromotion } from './evaluate-promotion.ts'
import { savingInHundredths } from './promotion-result.ts'
import type { ItemClass, Subproblem } from './subproblems.ts'

/** The items that stay in the search when no smaller number is proven to be enough. */
const UNPROVEN_REMAINDER = 48

export interface Reduction {
  /** For each class, the number of items for the search. */
  remaining: number[]
  /** For each class, the items that are assigned to a promotion in advance; null leaves them unused. */
  preassigned: { promotion: number | null; count: number }[]
  /** False when the reduction may have lowered the best saving. */
  exact: boolean
}

/**
 * Assigns whole groups of large quantities in advance, so that 999 of a product cost the search no more than a few dozen.
 *
 * Proof: let P be the promotion that saves most per item of the class in groups of this class alone, and b its group size.
 * In some best solution every other promotion has at most two groups that mix this class with others: its first and its
 * last one, because groups are cut in the order of price. All other items outside P's groups are in groups of this class
 * alone, or unused. There are fewer than b such groups: among any b of them, some have together a multiple of b items, and
 * P would save at least as much with these. So all items beyond that number belong to P.
 * Promotions whose most expensive items are free can mix classes in more groups. Then the number is a heuristic, and the
 * result is not proven.
 */
export function reduceQuantities({ promotions, classes }: Subproblem): Reduction {
  const reduction: Reduction = { remaining: [], preassigned: [], exact: true }
  for (const itemClass of classes) {
    const eligible = itemClass.eligible.map((position) => ({ position, promotion: elementAt(promotions, position) }))
    const best = bestPerItem(itemClass, eligible)
    const proven = eligible.every(({ promotion }) => cutsGroupsInOrder(promotion, classes))
    const needed = itemsToSearch(eligible, best)
    const groups = Math.floor((itemClass.count - (proven ? needed : Math.max(needed, UNPROVEN_REMAINDER))) / best.size)
    const count = groups * best.size >= best.atLeast ? groups * best.size : 0
    reduction.remaining.push(itemClass.count - count)
    reduction.preassigned.push({ promotion: best.position, count })
    if (count > 0 && !proven) reduction.exact = false
  }
  return reduction
}

interface EligiblePromotion {
  position: number
  promotion: Promotion
}

interface Best {
  /** Null when no promotion saves anything on the class alone. Then surplus items stay unused. */
  position: number | null
  size: number
  /** The smallest number to assign: fewer items might not reach the threshold of the promotion. */
  atLeast: number
}

/** The promotion that saves most per item in groups of this class alone. */
function bestPerItem(itemClass: ItemClass, eligible: readonly EligiblePromotion[]): Best {
  let best: Best = { position: null, size: 1, atLeast: 1 }
  let highest = 0
  for (const { position, promotion } of eligible) {
    const items = promotion.quantity
    const group = evaluatePromotion(promotion, [{ price: itemClass.price, count: items }])
    const perItem = savingInHundredths(promotion, group.base) / items
    if (perItem <= highest) continue
    highest = perItem
    const isPercent = promotion.kind === 'quantity_percent'
    best = { position, size: isPercent ? 1 : items, atLeast: isPercent ? items : 1 }
  }
  return best
}

/** The number of items that the proof leaves to the search. */
function itemsToSearch(eligible: readonly EligiblePromotion[], best: Best): number {
  let mixed = 0
  let largest = 1
  for (const { position, promotion } of eligible) {
    if (position === best.position) mixed += 2 * (best.size - 1)
    else if (promotion.kind === 'quantity_percent') mixed += promotion.quantity
    else {
      mixed += 2 * (promotion.quantity - 1)
      largest = Math.max(largest, promotion.quantity)
    }
  }
  return mixed + (best.size - 1) * largest
}

/** Whether cutting groups from the most expensive item downwards is a best grouping. */
function cutsGroupsInOrder(promotion: Promotion, classes: readonly ItemClass[]): boolean {
  if (promotion.kind === 'bundle_free') return promotion.freeChoice === 'cheapest'
  const cheapest = Math.min(...classes.map((itemClass) => itemClass.price))
  return promotion.kind !== 'bundle_saving' || cheapest * promotion.quantity >= promotion.amount
}

/** The saving of the preassigned items, in hundredths of a minor unit. */
export function preassignedSaving({ promotions, classes }: Subproblem, { preassigned }: Reduction): number {
  let sum = 0
  for (const [index, { promotion: position, count }] of preassigned.entries()) {
    if (position === null) continue
    const promotion = elementAt(promotions, position)
    sum += savingInHundredths(
      promotion,
      evaluatePromotion(promotion, [{ price: elementAt(classes, index).price, count }]).base,
    )
  }
  return sum
}
