import { itemAt } from '../promotions/at.ts'

/**
 * What is reserved beyond the estimate, of the goods sold by weight: nobody cuts exactly 300 g. Nothing is taken but what
 * was weighed, and never more than was reserved.
 */
const BUFFER_PERCENT = 20

const LARGEST_AMOUNT = 2_147_483_647

/** What to reserve for an order with goods by weight, rounded up to the cent; null where the total is taken at once. */
export function authorisationOf(
  lines: readonly { unit: 'each' | 'g' }[],
  priced: { lines: readonly { total: number }[]; total: number },
): number | null {
  let weighed = 0
  for (const [index, { unit }] of lines.entries()) if (unit === 'g') weighed += itemAt(priced.lines, index).total
  if (weighed === 0 || priced.total === 0) return null
  return Math.min(priced.total + Math.ceil((weighed * BUFFER_PERCENT) / 100), LARGEST_AMOUNT)
}
