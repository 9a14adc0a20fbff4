import type { OrderRecord } from './order-record.ts'

type Line = OrderRecord['lines'][number]

/** What was refunded by line before the order was packed, SKU by SKU. */
export type UnitsTakenOff = readonly { sku: string; quantity: number }[]

/**
 * What of each line is still to be given: what was ordered, but for what was refunded by line before it was packed. Of a
 * product that lies in several lines the usual price falls off first, as `price_of_units` gives it back.
 */
export function openUnits(lines: readonly Line[], takenOff: UnitsTakenOff): Map<Line, number> {
  const rest = new Map(takenOff.map(({ sku, quantity }) => [sku, quantity]))
  const inTurn = lines.toReversed().sort((a, b) => Number(a.claimId !== null) - Number(b.claimId !== null))
  return new Map(
    inTurn.map((line) => {
      const off = Math.min(rest.get(line.sku) ?? 0, line.orderedQuantity)
      rest.set(line.sku, (rest.get(line.sku) ?? 0) - off)
      return [line, line.orderedQuantity - off]
    }),
  )
}
