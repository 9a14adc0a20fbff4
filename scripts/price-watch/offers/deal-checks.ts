import type { Deal } from './deal.ts'

interface Priced {
  priceMinor: number
}

/** Why a deal is impossible at this price, or null. */
export function findDealFault(deal: Deal, priceMinor: number): string | null {
  if (deal.kind === 'bundle_saving' && deal.amount >= deal.quantity * priceMinor)
    return 'saves more than the products cost'
  return null
}

/**
 * Whether no combination is cheaper: "2 for $45" of products that cost $22. Checked for the whole group, because a mix with
 * its dearest product may save something.
 */
export function savesNothing(deal: Deal, products: readonly Priced[]): boolean {
  const dearest = Math.max(...products.map((product) => product.priceMinor))
  if (deal.kind === 'bundle_price') return deal.amount >= deal.quantity * dearest
  return deal.kind === 'nth_price' && deal.amount >= dearest
}
