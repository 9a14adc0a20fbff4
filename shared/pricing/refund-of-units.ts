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
  return runningTotal(line, alreadyRefunded + units) - runningTotal(line, alreadyRefunded)
}

function runningTotal({ total, quantity }: { total: number; quantity: number }, units: number): number {
  const { whole, remainder } = multiplyDivide(total, Math.min(units, quantity), quantity)
  return remainder * 2 >= quantity ? whole + 1 : whole
}
