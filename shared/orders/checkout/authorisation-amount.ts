import { elementAt } from '../../element-at.ts'

/**
 * The share of the products sold by weight that is authorised on top of the estimate, because a portion never weighs
 * exactly what was ordered. Only what was weighed is captured, at most the authorised amount.
 */
const BUFFER_PERCENT = 20

const LARGEST_AMOUNT = 2_147_483_647

/**
 * The amount to authorise for an order with products sold by weight, rounded up to the cent. Null when the total is
 * captured at once.
 */
export function authorisationAmount(
  lines: readonly { unit: 'each' | 'g' }[],
  priced: { lines: readonly { total: number }[]; total: number },
): number | null {
  let weighed = 0
  for (const [index, { unit }] of lines.entries()) if (unit === 'g') weighed += elementAt(priced.lines, index).total
  if (weighed === 0 || priced.total === 0) return null
  return Math.min(priced.total + Math.ceil((weighed * BUFFER_PERCENT) / 100), LARGEST_AMOUNT)
}
