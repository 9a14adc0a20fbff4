import type { Deal } from './deal.ts'

interface Priced {
  priceMinor: number
}

/** Why a deal can't be meant for a product of this price; null when it can. */
export function findDealFault(deal: Deal, priceMinor: number): string | null {
  if (deal.kind === 'bundle_saving' && deal.amount >= deal.quantity * priceMinor)
    return 'saves more than the products cost'
  return null
}

/**
 * Whether nobody can ever gain by it: "2 for $45" of goods that cost $22. Looked at for the whole group, since the
 * dearest of it may make the mix worth while.
 */
export function savesNothing(deal: Deal, products: readonly Priced[]): boolean {
  const dearest = Math.max(...products.map((product) => product.priceMinor))
  if (deal.kind === 'bundle_price') return deal.amount >= deal.quantity * dearest
  return deal.kind === 'nth_price' && deal.amount >= dearest
}
