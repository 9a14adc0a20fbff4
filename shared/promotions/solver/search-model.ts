import { elementAt } from '../../element-at.ts'
import { countStates, type GroupAutomaton, groupAutomaton } from './group-automaton.ts'
import type { Reduction } from './reduce-quantities.ts'
import type { ItemClass, Subproblem } from './subproblems.ts'

/** One promotion in the search: its automaton and its eligible items, from the most expensive to the cheapest. */
export interface PromotionModel {
  automaton: GroupAutomaton
  /** The class of each eligible item. */
  classes: Int32Array
  prices: Float64Array
  /** Rows are items, columns are states: the highest saving from there on, minus the duals of the used items. */
  valueToGo: Float64Array
}

/** A subproblem with a list of single items, after the reduction of quantities. */
export interface SearchModel {
  promotionModels: PromotionModel[]
  /** The class of each item, from the most expensive to the cheapest. */
  classes: number[]
  prices: number[]
  /** For each class, the positions of its eligible promotions, ascending. */
  eligible: number[][]
  counts: number[]
  /** Cells of all value tables: the work of one round. */
  cells: number
  /** Pairs of an item and an eligible promotion: the work for one path. */
  choices: number
}

/** The value tables of a larger subproblem take too long. It is solved by the greedy method alone. */
const MAX_CELLS = 60_000

/** Returns null when the subproblem is too large to be searched. */
export function buildSearchModel(
  { promotions, classes }: Subproblem,
  { remaining, preassigned: reduced }: Reduction,
): SearchModel | null {
  const itemsByPromotion = promotions.map((): { classes: number[]; prices: number[]; preassigned: number } => ({
    classes: [],
    prices: [],
    preassigned: 0,
  }))
  const itemCounts = countEligibleItems(promotions.length, classes, remaining)
  const cells = promotions.reduce((sum, promotion, position) => {
    const items = elementAt(itemCounts, position)
    return sum + (items + 1) * countStates(promotion, items)
  }, 0)
  if (cells > MAX_CELLS) return null
  const model: SearchModel = {
    cells,
    choices: itemCounts.reduce((sum, items) => sum + items, 0),
    promotionModels: [],
    classes: [],
    prices: [],
    eligible: classes.map((c) => c.eligible),
    counts: remaining,
  }
  for (const [index, { price, eligible }] of classes.entries()) {
    const count = elementAt(remaining, index)
    const { promotion, count: preassigned } = elementAt(reduced, index)
    if (promotion !== null) elementAt(itemsByPromotion, promotion).preassigned += preassigned
    for (let item = 0; item < count; item += 1) {
      model.classes.push(index)
      model.prices.push(price)
      for (const position of eligible) {
        elementAt(itemsByPromotion, position).classes.push(index)
        elementAt(itemsByPromotion, position).prices.push(price)
      }
    }
  }
  for (const [position, promotion] of promotions.entries()) {
    const items = elementAt(itemsByPromotion, position)
    const automaton = groupAutomaton(promotion, items.classes.length, items.preassigned)
    model.promotionModels.push({
      automaton,
      classes: Int32Array.from(items.classes),
      prices: Float64Array.from(items.prices),
      valueToGo: new Float64Array((items.classes.length + 1) * automaton.states),
    })
  }
  return model
}

function countEligibleItems(promotions: number, classes: readonly ItemClass[], remaining: readonly number[]): number[] {
  const counts = new Array<number>(promotions).fill(0)
  for (const [index, { eligible }] of classes.entries()) {
    for (const position of eligible) counts[position] = elementAt(counts, position) + elementAt(remaining, index)
  }
  return counts
}
