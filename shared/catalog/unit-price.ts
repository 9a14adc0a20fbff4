import type { Product } from './product.ts'

interface Priced {
  unit: 'each' | 'g'
  price: number
  contentQuantity: number | null
  contentUnit: 'g' | 'ml' | 'each' | null
}

/** Packed goods are compared by 100 g, drinks by the litre, as Hong Kong's shelf labels do. */
const COMPARED_BY = { g: 100, ml: 1000, each: 1 } as const

/** The price to compare with, rounded half up to a minor unit. Goods by weight are priced by the kilogram as they are. */
export function unitPrice({ unit, price, contentQuantity, contentUnit }: Priced): Product['unitPrice'] {
  if (unit === 'g') return { amount: price, per: { quantity: 1000, unit: 'g' } }
  if (contentQuantity === null || contentUnit === null) return { amount: price, per: { quantity: 1, unit: 'each' } }
  const quantity = COMPARED_BY[contentUnit]
  const amount = Math.floor((2 * price * quantity + contentQuantity) / (2 * contentQuantity))
  return { amount, per: { quantity, unit: contentUnit } }
}
