import { multiplyDivide } from './exact-division.ts'

/**
 * What `units` of a line give back when `alreadyRefunded` of its units were refunded before.
 * It is the difference of two rounded running totals, so any number of steps adds up to the line's total to the cent.
 */
export function refundOfUnits(
  line: { total: number; quantity: number },
  alreadyRefunded: number,
  units: number,
): number {
  return unitsShare(line, alreadyRefunded + units) - unitsShare(line, alreadyRefunded)
}

/** What the first `units` of a line have of its total, half up. */
export function unitsShare({ total, quantity }: { total: number; quantity: number }, units: number): number {
  const { whole, remainder } = multiplyDivide(total, Math.min(units, quantity), quantity)
  return remainder * 2 >= quantity ? whole + 1 : whole
}
