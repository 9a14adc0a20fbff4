import { multiplyDivide } from './exact-division.ts'

interface Part {
  index: number
  weight: number
  cap: number
}

/**
 * Splits `amount` over `weights` so that the shares add up to it exactly and none passes its cap.
 * Largest remainder; equal remainders go to the earlier part, so callers pass parts in an order of their own (by SKU).
 * What a capped part can't take goes to the others, by their weights; where only parts of weight 0 are left, by their caps.
 */
export function apportion(amount: number, weights: readonly number[], caps: readonly number[] = weights): number[] {
  const shares = weights.map(() => 0)
  let open: Part[] = weights.map((weight, index) => ({ index, weight, cap: caps[index] ?? 0 }))
  let left = amount
  while (left > 0) {
    if (open.length === 0) throw new RangeError(`${left} of ${amount} is more than the caps allow`)
    if (open.every((part) => part.weight === 0)) open = open.map((part) => ({ ...part, weight: part.cap }))
    const { fitting, full } = splitOnce(left, open)
    if (full.length === 0) {
      for (const [part, share] of fitting) shares[part.index] = share
      return shares
    }
    for (const part of full) {
      shares[part.index] = part.cap
      left -= part.cap
    }
    open = fitting.map(([part]) => part)
  }
  return shares
}

/** One proportional split that ignores the caps, told apart into parts that stay within them and parts that don't. */
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
