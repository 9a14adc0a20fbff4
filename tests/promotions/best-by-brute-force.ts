import type { BasketLine, Promotion } from '../../shared/promotions/types.ts'

/**
 * The oracle: every way to share all items out between the promotions, and in each promotion every way to group
 * them, from the definitions alone. Answers the highest saving in hundredths of a minor unit.
 */
export function bestByBruteForce(lines: readonly BasketLine[], promotions: readonly Promotion[]): number {
  const items = lines.flatMap(({ sku, price, quantity }) => Array.from({ length: quantity }, () => ({ sku, price })))
  const all = 2 ** items.length - 1
  const pricesOf = (set: number) => items.flatMap(({ price }, bit) => (set & (1 << bit) ? [price] : []))
  let best = new Array<number>(all + 1).fill(0)
  for (const promotion of promotions) {
    const wanted = items.reduce((set, { sku }, bit) => (promotion.skus.includes(sku) ? set | (1 << bit) : set), 0)
    const alone = bestGroupings(promotion, wanted, all, pricesOf)
    best = best.map((_, set) => {
      let most = 0
      for (const part of subsets(set)) most = Math.max(most, (best[set & ~part] ?? 0) + (alone[part & wanted] ?? 0))
      return most
    })
  }
  return best[all] ?? 0
}

/** For each set of items, the most that the promotion takes off it. */
function bestGroupings(
  promotion: Promotion,
  wanted: number,
  all: number,
  pricesOf: (set: number) => number[],
): number[] {
  const groups = [...subsets(wanted)].flatMap((set) => {
    const saving = groupSaving(promotion, pricesOf(set))
    return saving > 0 ? [{ set, saving }] : []
  })
  const best = new Array<number>(all + 1).fill(0)
  for (const set of [...subsets(wanted)].reverse()) {
    for (const group of groups) {
      if ((group.set & set) !== group.set) continue
      // A percent off the quantity is one use of all its items; bundles may be completed again with the others.
      const rest = promotion.kind === 'quantity_percent' ? 0 : (best[set & ~group.set] ?? 0)
      best[set] = Math.max(best[set] ?? 0, group.saving + rest)
    }
  }
  return best
}

function groupSaving(promotion: Promotion, prices: number[]): number {
  const { kind, quantity, amount, freeQuantity, percent } = promotion
  const worth = prices.reduce((sum, price) => sum + price, 0)
  if (kind === 'quantity_percent') return prices.length >= quantity ? worth * percent : 0
  if (prices.length !== quantity) return 0
  const rising = prices.toSorted((a, b) => a - b)
  const [cheapest = 0] = rising
  const free = promotion.freeChoice === 'cheapest' ? rising.slice(0, freeQuantity) : rising.slice(-freeQuantity)
  const savings = {
    bundle_price: (worth - amount) * 100,
    bundle_saving: Math.min(worth, amount) * 100,
    bundle_free: free.reduce((sum, price) => sum + price, 0) * 100,
    nth_price: (cheapest - amount) * 100,
    nth_percent: cheapest * percent,
  }
  return savings[kind]
}

/** All subsets, larger numbers first, down to none. */
function* subsets(set: number): Generator<number> {
  for (let part = set; part > 0; part = (part - 1) & set) yield part
  yield 0
}
