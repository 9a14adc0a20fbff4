import { apportion } from '../apportion.ts'
import { itemAt } from '../at.ts'
import { byText } from '../by-text.ts'
import { percentOf } from '../exact-division.ts'
import type { AppliedPromotion, BasketLine, Promotion } from '../types.ts'
import { type Contest, findContests, isSoldByPiece } from './contests.ts'
import { measuredDiscounts } from './measured-goods.ts'
import { isPercentKind, type Settlement } from './settlement.ts'
import { type ContestSolution, solveContest } from './solve-contest.ts'

export interface PromotionSolution {
  applied: AppliedPromotion[]
  /** True when no other combination saves more (before the rounding of percents). */
  exact: boolean
  /** What the combination saves and what none passes, in hundredths of a minor unit, before the rounding of percents. */
  saving: number
  upperBound: number
  /** Nodes the search made: the measure of its work, the same on every machine. */
  work: number
}

/** What one promotion was used on, before its discount is rounded and shared out. */
interface Use {
  times: number
  base: number
  lines: { sku: string; quantity: number; worth: number }[]
}

/** The combination of promotions that saves the shopper most. */
export function applyPromotions(lines: readonly BasketLine[], promotions: readonly Promotion[]): AppliedPromotion[] {
  return solvePromotions(lines, promotions).applied
}

/** The same, with how good it is proven to be. */
export function solvePromotions(lines: readonly BasketLine[], promotions: readonly Promotion[]): PromotionSolution {
  refuseRepeatedSkus(lines)
  const orderedLines = [...lines].sort((a, b) => byText(a.sku, b.sku))
  const ordered = [...promotions].sort((a, b) => byText(a.code, b.code) || byText(a.id, b.id))
  const uses = new Map<Promotion, Use>()
  const solution: PromotionSolution = { applied: [], exact: true, saving: 0, upperBound: 0, work: 0 }
  for (const contest of findContests(orderedLines.filter(isSoldByPiece), ordered)) {
    const solved = solveContest(contest)
    handOut(contest, solved, uses)
    solution.saving += solved.saving
    solution.upperBound += solved.upperBound
    solution.work += solved.work
  }
  for (const { promotion, sku, quantity, worth } of measuredDiscounts(orderedLines, ordered)) {
    const use = uses.get(promotion) ?? { times: 1, base: 0, lines: [] }
    use.base += worth
    use.lines.push({ sku, quantity, worth })
    uses.set(promotion, use)
    solution.saving += worth * promotion.percent
    solution.upperBound += worth * promotion.percent
  }
  solution.exact = solution.saving === solution.upperBound
  solution.applied = ordered.flatMap((promotion) => {
    const use = uses.get(promotion)
    return use === undefined ? [] : record(promotion, use)
  })
  return solution
}

function refuseRepeatedSkus(lines: readonly BasketLine[]): void {
  const seen = new Set<string>()
  for (const { sku } of lines) {
    if (seen.has(sku)) throw new RangeError(`SKU ${sku} is in more than one line: lines must be merged first`)
    seen.add(sku)
  }
}

/** Items of a class are all alike: its products serve the promotions in turn, by SKU and by the promotions' order. */
function handOut(
  { promotions, classes, goodsOf }: Contest,
  { settlements }: ContestSolution,
  uses: Map<Promotion, Use>,
): void {
  const left = classes.map(({ products }) => products.map((product) => ({ ...product })))
  for (const [position, promotion] of promotions.entries()) {
    const { times, used, base }: Settlement = itemAt(settlements, position)
    if (times === 0) continue
    const use: Use = { times, base, lines: [] }
    for (const [place, index] of itemAt(goodsOf, position).entries()) {
      const { price } = itemAt(classes, index)
      let missing = itemAt(used, place)
      for (const product of itemAt(left, index)) {
        const quantity = Math.min(missing, product.quantity)
        if (quantity === 0) continue
        product.quantity -= quantity
        missing -= quantity
        use.lines.push({ sku: product.sku, quantity, worth: quantity * price })
      }
    }
    uses.set(promotion, use)
  }
}

/** A percent is rounded once for the promotion, half up; the discount is shared out by what the items cost. */
function record(promotion: Promotion, use: Use): AppliedPromotion[] {
  const { id, version, code, description } = promotion
  const amount = isPercentKind(promotion) ? percentOf(use.base, promotion.percent) : use.base
  if (amount === 0) return []
  const lines = use.lines.sort((a, b) => byText(a.sku, b.sku))
  const shares = apportion(
    amount,
    lines.map((line) => line.worth),
  )
  return [
    {
      id,
      version,
      code,
      description,
      amount,
      times: use.times,
      lines: lines.map(({ sku, quantity }, index) => ({ sku, quantity, amount: itemAt(shares, index) })),
    },
  ]
}
