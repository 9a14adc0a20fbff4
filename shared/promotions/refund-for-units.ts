import { multiplyDivide } from './exact-division.ts'

/**
 * The refund for `units` of a line after `alreadyRefunded` of its units were refunded.
 * It is the difference of two rounded running totals, so partial refunds always add up to the line's total.
 */
export function refundForUnits(
  line: { total: number; quantity: number },
  alreadyRefunded: number,
  units: number,
): number {
  return shareOfUnits(line, alreadyRefunded + units) - shareOfUnits(line, alreadyRefunded)
}

/** The share of the first `units` in the total of a line, half up. */
export function shareOfUnits({ total, quantity }: { total: number; quantity: number }, units: number): number {
  const { whole, remainder } = multiplyDivide(total, Math.min(units, quantity), quantity)
  return remainder * 2 >= quantity ? whole + 1 : whole
}
