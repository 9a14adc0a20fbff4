import type { OrderRecord } from '../order-record.ts'

type Line = OrderRecord['lines'][number]

/** Units that were refunded by line before the order was packed, per SKU. */
export type RefundedUnits = readonly { sku: string; quantity: number }[]

/**
 * The units of each line to pick: the ordered quantity minus the units refunded before packing. When a product is in
 * several lines, the line at the ordinary price is reduced first, in the same order as `refund_amount_for_units`.
 */
export function unitsToPick(lines: readonly Line[], refundedBeforePacking: RefundedUnits): (line: Line) => number {
  const ordered = lines.toReversed().sort((a, b) => Number(a.claimId !== null) - Number(b.claimId !== null))
  return (line) => {
    const refunded = refundedBeforePacking.find(({ sku }) => sku === line.sku)?.quantity ?? 0
    const earlierLines = ordered
      .slice(0, ordered.indexOf(line))
      .reduce((sum, { sku, orderedQuantity }) => (sku === line.sku ? sum + orderedQuantity : sum), 0)
    return line.orderedQuantity - Math.min(Math.max(refunded - earlierLines, 0), line.orderedQuantity)
  }
}
