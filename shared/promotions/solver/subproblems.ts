import { elementAt } from '../../element-at.ts'
import type { BasketLine, Promotion } from '../types.ts'
import { evaluatePromotion } from './evaluate-promotion.ts'
import { type Run, savingInHundredths } from './promotion-result.ts'

/** Items with the same price and the same eligible promotions. They are interchangeable. */
export interface ItemClass extends Run {
  /** The promotions that can use the items, as positions in the subproblem's promotions, ascending. */
  eligible: number[]
  /** The products of the class, in the order of their SKUs. */
  products: { sku: string; quantity: number }[]
}

/** Promotions that compete for items, directly or through other promotions, and all items that they can use. */
export interface Subproblem {
  promotions: Promotion[]
  /** From the most expensive to the cheapest. */
  classes: ItemClass[]
  /** For each promotion, the positions of the classes that it can use, ascending. */
  classesByPromotion: number[][]
}

/** Promotions count whole items with a price each. All other lines are measured items. */
export function isSoldByPiece(line: BasketLine): boolean {
  return line.unit === 'each' && line.priceQuantity === 1
}

/** Splits the items sold by the piece into independent subproblems. Lines and promotions are sorted by the caller. */
export function findSubproblems(lines: readonly BasketLine[], promotions: readonly Promotion[]): Subproblem[] {
  const lineBySku = new Map(lines.map((line) => [line.sku, line]))
  const useful = promotions.filter((promotion) => canSave(promotion, lineBySku))
  const classes = classify(lines, useful)
  const subproblems: Subproblem[] = []
  const locations: { subproblem: Subproblem; position: number }[] = []
  for (const members of connectedPromotions(useful.length, classes)) {
    const ownPromotions = members.map((member) => elementAt(useful, member))
    const subproblem: Subproblem = { promotions: ownPromotions, classes: [], classesByPromotion: members.map(() => []) }
    subproblems.push(subproblem)
    for (const [position, member] of members.entries()) locations[member] = { subproblem, position }
  }
  for (const itemClass of classes) {
    // All eligible promotions of a class are in the same subproblem.
    const { subproblem } = elementAt(locations, elementAt(itemClass.eligible, 0))
    const eligible = itemClass.eligible.map((member) => elementAt(locations, member).position)
    for (const promotion of eligible)
      elementAt(subproblem.classesByPromotion, promotion).push(subproblem.classes.length)
    subproblem.classes.push({ ...itemClass, eligible })
  }
  return subproblems
}

/** A promotion that saves nothing with all of its products in the basket saves nothing with fewer. */
function canSave(promotion: Promotion, lineBySku: ReadonlyMap<string, BasketLine>): boolean {
  const runs: Run[] = []
  for (const sku of new Set(promotion.skus)) {
    const line = lineBySku.get(sku)
    if (line !== undefined) runs.push({ price: line.price, count: line.quantity })
  }
  runs.sort((a, b) => b.price - a.price)
  return savingInHundredths(promotion, evaluatePromotion(promotion, runs).base) > 0
}

function classify(lines: readonly BasketLine[], promotions: readonly Promotion[]): ItemClass[] {
  const eligibleBySku = new Map<string, number[]>()
  for (const [position, promotion] of promotions.entries()) {
    for (const sku of new Set(promotion.skus)) {
      const eligible = eligibleBySku.get(sku)
      if (eligible === undefined) eligibleBySku.set(sku, [position])
      else eligible.push(position)
    }
  }
  const classes = new Map<string, ItemClass>()
  for (const { sku, price, quantity } of lines) {
    const eligible = eligibleBySku.get(sku)
    if (eligible === undefined) continue
    const key = `${price}:${eligible.join()}`
    const itemClass = classes.get(key) ?? { price, count: 0, eligible, products: [] }
    itemClass.count += quantity
    itemClass.products.push({ sku, quantity })
    classes.set(key, itemClass)
  }
  return [...classes.values()].sort((a, b) => b.price - a.price)
}

/** The connected components of promotions that share items: each component ascending, ordered by its first promotion. */
function connectedPromotions(count: number, classes: readonly ItemClass[]): number[][] {
  const groups = Array.from({ length: count }, (_, position) => [position])
  for (const { eligible } of classes) {
    const joined = new Set(eligible.flatMap((position) => elementAt(groups, position)))
    const group = [...joined].sort((a, b) => a - b)
    for (const member of group) groups[member] = group
  }
  return [...new Set(groups)]
}
