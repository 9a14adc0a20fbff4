import { multiplyDivide } from './exact-division.ts'

interface Part {
  index: number
  weight: number
  cap: number
}

/**
 * Splits `amount` in proportion to `weights`. The shares add up exactly, and none exceeds its cap.
 * Largest remainder method. Equal remainders go to the earlier part, so callers pass the parts in a fixed order (by SKU).
 * The excess of a capped part goes to the other parts by their weights, or by their caps when all weights are 0.
 */
export function apportion(amount: number, weights: readonly number[], caps: readonly number[] = weights): number[] {
  const shares = weights.map(() => 0)
  let open: Part[] = weights.map((weight, index) => ({ index, weight, cap: caps[index] ?? 0 }))
  let remaining = amount
  while (remaining > 0) {
    if (open.length === 0) throw new RangeError(`${remaining} of ${amount} exceeds the caps`)
    if (open.every((part) => part.weight === 0)) open = open.map((part) => ({ ...part, weight: part.cap }))
    const { fitting, full } = splitOnce(remaining, open)
    if (full.length === 0) {
      for (const [part, share] of fitting) shares[part.index] = share
      return shares
    }
    for (const part of full) {
      shares[part.index] = part.cap
      remaining -= part.cap
    }
    open = fitting.map(([part]) => part)
  }
  return shares
}

/** One proportional split without caps, separated into parts within their caps and parts above. */
function splitOnce(amount: number, parts: readonly Part[]): { fitting: [Part, number][]; full: Part[] } {
  const total = parts.reduce((sum, part) => sum + part.weight, 0)
  if (total === 0) return { fitting: [], full: [...parts] }
  const split = parts.map((part) => ({ part, ...multiplyDivide(amount, part.weight, total) }))
  const missing = amount - split.reduce((sum, { whole }) => sum + whole, 0)
  split.sort((a, b) => b.remainder - a.remainder || a.part.index - b.part.index)
  const fitting: [Part, number][] = []
  const full: Part[] = []
  for (const [rank, { part, whole }] of split.entries()) {
    const share = rank < missing ? whole + 1 : whole
    if (share > part.cap) full.push(part)
    else fitting.push([part, share])
  }
  return { fitting, full }
}
