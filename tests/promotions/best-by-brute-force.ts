import type { BasketLine, Promotion } from '../../shared/promotions/types.ts'

/**
 * The oracle: tries every allocation of the items to the promotions, and every grouping within each promotion. Returns the
 * highest saving in hundredths of a minor unit.
 */
export function bestByBruteForce(lines: readonly BasketLine[], promotions: readonly Promotion[]): number {
  const items = lines.flatMap(({ sku, price, quantity }) => Array.from({ length: quantity }, () => ({ sku, price })))
  const all = 2 ** items.length - 1
  const pricesOf = (set: number) => items.flatMap(({ price }, bit) => (set & (1 << bit) ? [price] : []))
  let best = new Array<number>(all + 1).fill(0)
  for (const promotion of promotions) {
    const eligible = items.reduce((set, { sku }, bit) => (promotion.skus.includes(sku) ? set | (1 << bit) : set), 0)
    const alone = bestGroupings(promotion, eligible, all, pricesOf)
    best = best.map((_, set) => {
      let most = 0
      for (const part of subsets(set)) most = Math.max(most, (best[set & ~part] ?? 0) + (alone[part & eligible] ?? 0))
      return most
    })
  }
  return best[all] ?? 0
}

/** For each set of items, the highest saving of the promotion. */
function bestGroupings(
  promotion: Promotion,
  eligible: number,
  all: number,
  pricesOf: (set: number) => number[],
): number[] {
  const groups = [...subsets(eligible)].flatMap((set) => {
    const saving = groupSaving(promotion, pricesOf(set))
    return saving > 0 ? [{ set, saving }] : []
  })
  const best = new Array<number>(all + 1).fill(0)
  for (const set of [...subsets(eligible)].reverse()) {
    for (const group of groups) {
      if ((group.set & set) !== group.set) continue
      // A quantity_percent applies once to all its items. Other kinds may form further groups of the rest.
      const rest = promotion.kind === 'quantity_percent' ? 0 : (best[set & ~group.set] ?? 0)
      best[set] = Math.max(best[set] ?? 0, group.saving + rest)
    }
  }
  return best
}

function groupSaving(promotion: Promotion, prices: number[]): number {
  const { kind, quantity, amount, freeQuantity, percent } = promotion
  const totalPrice = prices.reduce((sum, price) => sum + price, 0)
  if (kind === 'quantity_percent') return prices.length >= quantity ? totalPrice * percent : 0
  if (prices.length !== quantity) return 0
  const rising = prices.toSorted((a, b) => a - b)
  const [cheapest = 0] = rising
  const free = promotion.freeChoice === 'cheapest' ? rising.slice(0, freeQuantity) : rising.slice(-freeQuantity)
  const savings = {
    bundle_price: (totalPrice - amount) * 100,
    bundle_saving: Math.min(totalPrice, amount) * 100,
    bundle_free: free.reduce((sum, price) => sum + price, 0) * 100,
    nth_price: (cheapest - amount) * 100,
    nth_percent: cheapest * percent,
  }
  return savings[kind]
}

/** All subsets, in descending order, the empty one last. */
function* subsets(set: number): Generator<number> {
  for (let part = set; part > 0; part = (part - 1) & set) yield part
  yield 0
}
