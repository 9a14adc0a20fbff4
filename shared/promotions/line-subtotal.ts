import { divideHalfUp } from './exact-division.ts'
import type { BasketLine } from './types.ts'

/** Price × quantity / priceQuantity, rounded once for the line, half up. */
export function lineSubtotal(line: Pick<BasketLine, 'price' | 'quantity' | 'priceQuantity'>): number {
  return divideHalfUp(line.price * line.quantity, line.priceQuantity)
}
