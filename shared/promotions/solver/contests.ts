import { itemAt } from '../at.ts'
import type { BasketLine, Promotion } from '../types.ts'
import { settlePromotion } from './settle-promotion.ts'
import { exactSaving, type Run } from './settlement.ts'

/** Items of one price that the same promotions want: which of them goes where makes no difference. */
export interface GoodsClass extends Run {
  /** Positions in the contest's promotions, ascending. */
  wantedBy: number[]
  /** The products it is made of, by SKU. */
  products: { sku: string; quantity: number }[]
}

/** Promotions that compete for items, directly or through others, and all the items that they want. */
export interface Contest {
  promotions: Promotion[]
  /** From the dearest to the cheapest. */
  classes: GoodsClass[]
  /** Of each promotion: the positions of the classes it wants, ascending. */
  goodsOf: number[][]
}

/** Promotions of a piece count whole items of a whole price; everything else is measured goods. */
export function isSoldByPiece(line: BasketLine): boolean {
  return line.unit === 'each' && line.priceQuantity === 1
}

/** Splits the goods sold by the piece into contests. Lines and promotions come in their canonical order. */
export function findContests(lines: readonly BasketLine[], promotions: readonly Promotion[]): Contest[] {
  const lineOf = new Map(lines.map((line) => [line.sku, line]))
  const useful = promotions.filter((promotion) => savesAlone(promotion, lineOf))
  const classes = classify(lines, useful)
  const contests: Contest[] = []
  const placeOf: { contest: Contest; position: number }[] = []
  for (const members of connected(useful.length, classes)) {
    const promotionsOf = members.map((member) => itemAt(useful, member))
    const contest: Contest = { promotions: promotionsOf, classes: [], goodsOf: members.map(() => []) }
    contests.push(contest)
    for (const [position, member] of members.entries()) placeOf[member] = { contest, position }
  }
  for (const goods of classes) {
    // All who want the same goods are of one contest.
    const { contest } = itemAt(placeOf, itemAt(goods.wantedBy, 0))
    const wantedBy = goods.wantedBy.map((member) => itemAt(placeOf, member).position)
    for (const wanting of wantedBy) itemAt(contest.goodsOf, wanting).push(contest.classes.length)
    contest.classes.push({ ...goods, wantedBy })
  }
  return contests
}

/** What saves nothing with all of its products in the basket to itself saves nothing with fewer. */
function savesAlone(promotion: Promotion, lineOf: ReadonlyMap<string, BasketLine>): boolean {
  const runs: Run[] = []
  for (const sku of new Set(promotion.skus)) {
    const line = lineOf.get(sku)
    if (line !== undefined) runs.push({ price: line.price, count: line.quantity })
  }
  runs.sort((a, b) => b.price - a.price)
  return exactSaving(promotion, settlePromotion(promotion, runs).base) > 0
}

function classify(lines: readonly BasketLine[], promotions: readonly Promotion[]): GoodsClass[] {
  const wantedBy = new Map<string, number[]>()
  for (const [position, promotion] of promotions.entries()) {
    for (const sku of new Set(promotion.skus)) {
      const wanting = wantedBy.get(sku)
      if (wanting === undefined) wantedBy.set(sku, [position])
      else wanting.push(position)
    }
  }
  const classes = new Map<string, GoodsClass>()
  for (const { sku, price, quantity } of lines) {
    const wanting = wantedBy.get(sku)
    if (wanting === undefined) continue
    const key = `${price}:${wanting.join()}`
    const goods = classes.get(key) ?? { price, count: 0, wantedBy: wanting, products: [] }
    goods.count += quantity
    goods.products.push({ sku, quantity })
    classes.set(key, goods)
  }
  return [...classes.values()].sort((a, b) => b.price - a.price)
}

/** Promotions that share goods, directly or through others: each group ascending, the groups by their first member. */
function connected(count: number, classes: readonly GoodsClass[]): number[][] {
  const groupOf = Array.from({ length: count }, (_, position) => [position])
  for (const { wantedBy } of classes) {
    const joined = new Set(wantedBy.flatMap((position) => itemAt(groupOf, position)))
    const group = [...joined].sort((a, b) => a - b)
    for (const member of group) groupOf[member] = group
  }
  return [...new Set(groupOf)]
}
