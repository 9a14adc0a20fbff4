import { compareText } from '../../compare-text.ts'
import { elementAt } from '../../element-at.ts'
import { apportion } from '../apportion.ts'
import { percentOf } from '../exact-division.ts'
import type { AppliedPromotion, BasketLine, Promotion } from '../types.ts'
import { measuredDiscounts } from './measured-items.ts'
import { isPercentKind, type PromotionResult } from './promotion-result.ts'
import { type SubproblemSolution, solveSubproblem } from './solve-subproblem.ts'
import { findSubproblems, isSoldByPiece, type Subproblem } from './subproblems.ts'

export interface PromotionSolution {
  applied: AppliedPromotion[]
  /** True when no other combination saves more (before the rounding of percents). */
  exact: boolean
  /** The saving of the combination, in hundredths of a minor unit, before the rounding of percents. */
  saving: number
  /** No combination saves more. */
  upperBound: number
  /** Created search nodes and filled table cells: a measure of work that does not depend on the machine. */
  work: number
}

/** The items that one promotion applies to, before its discount is rounded and apportioned. */
interface PromotionUse {
  times: number
  base: number
  lines: { sku: string; quantity: number; totalPrice: number }[]
}

/** The combination of promotions with the highest saving. */
export function applyPromotions(lines: readonly BasketLine[], promotions: readonly Promotion[]): AppliedPromotion[] {
  return solvePromotions(lines, promotions).applied
}

/** The same, with the proven upper bound. */
export function solvePromotions(lines: readonly BasketLine[], promotions: readonly Promotion[]): PromotionSolution {
  rejectDuplicateSkus(lines)
  const orderedLines = [...lines].sort((a, b) => compareText(a.sku, b.sku))
  const ordered = [...promotions].sort((a, b) => compareText(a.code, b.code) || compareText(a.id, b.id))
  const uses = new Map<Promotion, PromotionUse>()
  const solution: PromotionSolution = { applied: [], exact: true, saving: 0, upperBound: 0, work: 0 }
  for (const subproblem of findSubproblems(orderedLines.filter(isSoldByPiece), ordered)) {
    const solved = solveSubproblem(subproblem)
    allocateProducts(subproblem, solved, uses)
    solution.saving += solved.saving
    solution.upperBound += solved.upperBound
    solution.work += solved.work
  }
  for (const { promotion, sku, quantity, totalPrice } of measuredDiscounts(orderedLines, ordered)) {
    const use = uses.get(promotion) ?? { times: 1, base: 0, lines: [] }
    use.base += totalPrice
    use.lines.push({ sku, quantity, totalPrice })
    uses.set(promotion, use)
    solution.saving += totalPrice * promotion.percent
    solution.upperBound += totalPrice * promotion.percent
  }
  solution.exact = solution.saving === solution.upperBound
  solution.applied = ordered.flatMap((promotion) => {
    const use = uses.get(promotion)
    return use === undefined ? [] : toAppliedPromotions(promotion, use)
  })
  return solution
}

function rejectDuplicateSkus(lines: readonly BasketLine[]): void {
  const seen = new Set<string>()
  for (const { sku } of lines) {
    if (seen.has(sku)) throw new RangeError(`SKU ${sku} is in more than one line: lines must be merged first`)
    seen.add(sku)
  }
}

/** Assigns products to the promotions. Items of a class are interchangeable, so the order of SKUs and promotions decides. */
function allocateProducts(
  { promotions, classes, classesByPromotion }: Subproblem,
  { results }: SubproblemSolution,
  uses: Map<Promotion, PromotionUse>,
): void {
  const unassigned = classes.map(({ products }) => products.map((product) => ({ ...product })))
  for (const [position, promotion] of promotions.entries()) {
    const { times, used, base }: PromotionResult = elementAt(results, position)
    if (times === 0) continue
    const use: PromotionUse = { times, base, lines: [] }
    for (const [place, index] of elementAt(classesByPromotion, position).entries()) {
      const { price } = elementAt(classes, index)
      let missing = elementAt(used, place)
      for (const product of elementAt(unassigned, index)) {
        const quantity = Math.min(missing, product.quantity)
        if (quantity === 0) continue
        product.quantity -= quantity
        missing -= quantity
        use.lines.push({ sku: product.sku, quantity, totalPrice: quantity * price })
      }
    }
    uses.set(promotion, use)
  }
}

/** A percent is rounded once for the promotion, half up. The discount is apportioned by the price of the items. */
function toAppliedPromotions(promotion: Promotion, use: PromotionUse): AppliedPromotion[] {
  const { id, version, code, description } = promotion
  const amount = isPercentKind(promotion) ? percentOf(use.base, promotion.percent) : use.base
  if (amount === 0) return []
  const lines = use.lines.sort((a, b) => compareText(a.sku, b.sku))
  const shares = apportion(
    amount,
    lines.map((line) => line.totalPrice),
  )
  return [
    {
      id,
      version,
      code,
      description,
      amount,
      times: use.times,
      lines: lines.map(({ sku, quantity }, index) => ({ sku, quantity, amount: elementAt(shares, index) })),
    },
  ]
}
