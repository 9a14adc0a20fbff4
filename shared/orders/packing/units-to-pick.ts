import type { OrderRecord } from '../order-record.ts'

type Line = OrderRecord['lines'][number]

/** What was refunded by line before the order was packed, SKU by SKU. */
export type RefundedUnits = readonly { sku: string; quantity: number }[]

/**
 * What of each line is still to be given: what was ordered, but for what was refunded by line before it was packed. Of a
 * product that lies in several lines the usual price falls off first, as `refund_amount_for_units` gives it back.
 */
export function unitsToPick(lines: readonly Line[], refundedBeforePacking: RefundedUnits): (line: Line) => number {
  const inTurn = lines.toReversed().sort((a, b) => Number(a.claimId !== null) - Number(b.claimId !== null))
  return (line) => {
    const off = refundedBeforePacking.find(({ sku }) => sku === line.sku)?.quantity ?? 0
    const before = inTurn
      .slice(0, inTurn.indexOf(line))
      .reduce((sum, { sku, orderedQuantity }) => (sku === line.sku ? sum + orderedQuantity : sum), 0)
    return line.orderedQuantity - Math.min(Math.max(off - before, 0), line.orderedQuantity)
  }
}
