import type { Product } from './product.ts'

interface PricedProduct {
  unit: 'each' | 'g'
  price: number
  contentQuantity: number | null
  contentUnit: 'g' | 'ml' | 'each' | null
}

/** Packed products are compared per 100 g and drinks per litre, as on shelf labels in Hong Kong. */
const COMPARED_BY = { g: 100, ml: 1000, each: 1 } as const

/** The price for comparison, rounded half up to a minor unit. A product sold by weight is already priced per kilogram. */
export function unitPrice({ unit, price, contentQuantity, contentUnit }: PricedProduct): Product['unitPrice'] {
  if (unit === 'g') return { amount: price, per: { quantity: 1000, unit: 'g' } }
  if (contentQuantity === null || contentUnit === null) return { amount: price, per: { quantity: 1, unit: 'each' } }
  const quantity = COMPARED_BY[contentUnit]
  const amount = Math.floor((2 * price * quantity + contentQuantity) / (2 * contentQuantity))
  return { amount, per: { quantity, unit: contentUnit } }
}
