import { itemAt } from '../at.ts'
import type { Promotion } from '../types.ts'
import type { Contest, GoodsClass } from './contests.ts'
import { settlePromotion } from './settle-promotion.ts'
import { exactSaving } from './settlement.ts'

/** Kept of a class for which no number is proven to be enough. */
const UNPROVEN_KEPT = 48

export interface Reduction {
  /** Per class: how many items are still to be placed. */
  open: number[]
  /** Per class: items already given to a promotion, or left without one. */
  given: { promotion: number | null; count: number }[]
  /** False when giving them away may have cost savings. */
  exact: boolean
}

/**
 * Takes whole groups out of large quantities, so that 999 of a product cost the search no more than a few dozen.
 *
 * Let b be the promotion that saves most per item of the class when it fills a group of b items from it alone. In some
 * best solution every other promotion touches the class with at most two groups that mix it with other goods (its
 * first and its last, as groups are cut in the order of price), and all other items outside b's groups sit in groups
 * of this class alone, or are unused. Of such groups there are fewer than b: among any b of them some hold together a
 * multiple of b items, and b's groups would save as much with these. So all items beyond that count are b's.
 * Promotions with the dearest free mix goods more freely; with them the count is a guess and the result unproven.
 */
export function reduceQuantities({ promotions, classes }: Contest): Reduction {
  const reduction: Reduction = { open: [], given: [], exact: true }
  for (const goods of classes) {
    const wanting = goods.wantedBy.map((position) => ({ position, promotion: itemAt(promotions, position) }))
    const best = bestAlone(goods, wanting)
    const proven = wanting.every(({ promotion }) => cutsGroupsInOrder(promotion, classes))
    const kept = itemsKept(wanting, best)
    const groups = Math.floor((goods.count - (proven ? kept : Math.max(kept, UNPROVEN_KEPT))) / best.size)
    const count = groups * best.size >= best.atLeast ? groups * best.size : 0
    reduction.open.push(goods.count - count)
    reduction.given.push({ promotion: best.position, count })
    if (count > 0 && !proven) reduction.exact = false
  }
  return reduction
}

interface Wanting {
  position: number
  promotion: Promotion
}

interface Best {
  /** Null where no promotion saves on the class alone: its surplus stays unused. */
  position: number | null
  size: number
  /** Fewer than this can't be given, as they might not reach the promotion's threshold. */
  atLeast: number
}

/** The promotion that saves most per item in groups of this class alone. */
function bestAlone(goods: GoodsClass, wanting: readonly Wanting[]): Best {
  let best: Best = { position: null, size: 1, atLeast: 1 }
  let bestPerItem = 0
  for (const { position, promotion } of wanting) {
    const items = promotion.quantity
    const alone = settlePromotion(promotion, [{ price: goods.price, count: items }])
    const perItem = exactSaving(promotion, alone.base) / items
    if (perItem <= bestPerItem) continue
    bestPerItem = perItem
    const counts = promotion.kind === 'quantity_percent'
    best = { position, size: counts ? 1 : items, atLeast: counts ? items : 1 }
  }
  return best
}

function itemsKept(wanting: readonly Wanting[], best: Best): number {
  let mixed = 0
  let largest = 1
  for (const { position, promotion } of wanting) {
    if (position === best.position) mixed += 2 * (best.size - 1)
    else if (promotion.kind === 'quantity_percent') mixed += promotion.quantity
    else {
      mixed += 2 * (promotion.quantity - 1)
      largest = Math.max(largest, promotion.quantity)
    }
  }
  return mixed + (best.size - 1) * largest
}

/** Whether the promotion has a best grouping that is cut from the dearest item downwards. */
function cutsGroupsInOrder(promotion: Promotion, classes: readonly GoodsClass[]): boolean {
  if (promotion.kind === 'bundle_free') return promotion.freeChoice === 'cheapest'
  const cheapest = Math.min(...classes.map((goods) => goods.price))
  return promotion.kind !== 'bundle_saving' || cheapest * promotion.quantity >= promotion.amount
}

/** What the items given away save, in hundredths. */
export function savingReserved({ promotions, classes }: Contest, { given }: Reduction): number {
  let sum = 0
  for (const [index, { promotion: position, count }] of given.entries()) {
    if (position === null) continue
    const promotion = itemAt(promotions, position)
    sum += exactSaving(promotion, settlePromotion(promotion, [{ price: itemAt(classes, index).price, count }]).base)
  }
  return sum
}
