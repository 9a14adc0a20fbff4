import { lineSubtotal } from '../line-subtotal.ts'
import type { BasketLine, Promotion } from '../types.ts'
import { isSoldByPiece } from './subproblems.ts'

export interface MeasuredDiscount {
  promotion: Promotion
  sku: string
  quantity: number
  /** The line's subtotal. */
  totalPrice: number
}

/** Items by weight have no pieces to count, so only a percent without a threshold applies: the highest one for each line. */
export function measuredDiscounts(lines: readonly BasketLine[], promotions: readonly Promotion[]): MeasuredDiscount[] {
  const measured = new Map(lines.filter((line) => !isSoldByPiece(line)).map((line) => [line.sku, line]))
  const best = new Map<BasketLine, Promotion>()
  for (const promotion of promotions) {
    if (promotion.kind !== 'quantity_percent' || promotion.quantity > 1) continue
    for (const sku of promotion.skus) {
      const line = measured.get(sku)
      if (line === undefined) continue
      if (promotion.percent > (best.get(line)?.percent ?? 0)) best.set(line, promotion)
    }
  }
  return [...best].map(([line, promotion]) => {
    return { promotion, sku: line.sku, quantity: line.quantity, totalPrice: lineSubtotal(line) }
  })
}
