import type { JsonProduct } from '../../shared/catalog-import/json-product.ts'

/** An invented product in the JSON of the import. */
export function product(sku: string, changes: Partial<JsonProduct> = {}): JsonProduct {
  return {
    sku,
    brand: { en: 'Hillside', 'zh-Hant': '山邊', 'zh-Hans': '山边' },
    name: { en: `Oat Drink ${sku} 250mL`, 'zh-Hant': `燕麥飲品 ${sku}`, 'zh-Hans': `燕麦饮品 ${sku}` },
    category: drinks({ en: 'Oat drinks', 'zh-Hant': '燕麥飲品', 'zh-Hans': '燕麦饮品' }),
    unit: 'each',
    price: 1250,
    promotions: [],
    ...changes,
  }
}

/** A category under Drinks > Cereal drinks. */
export function drinks(name: Record<string, string>) {
  return [
    { en: 'Drinks', 'zh-Hant': '飲品', 'zh-Hans': '饮品' },
    { en: 'Cereal drinks', 'zh-Hant': '穀物飲品', 'zh-Hans': '谷物饮品' },
    name,
  ]
}

export function file(...products: unknown[]): string {
  return JSON.stringify(products)
}

export const twoForTwenty = {
  id: 'two-for-twenty',
  kind: 'bundle_price',
  quantity: 2,
  amount: 2000,
  description: { en: '2 for $20.00', 'zh-Hant': '$20任揀2件' },
} as const

const oneOfFourFree = {
  id: 'one-of-four-free',
  kind: 'bundle_free',
  quantity: 4,
  freeQuantity: 1,
  description: { en: 'Buy 3 get 1 free' },
} as const

/** A first day to compare later ones with: two products that may be mixed, one with its own promotion, one without. */
export const firstDay = () => [
  product('P1', { promotions: [twoForTwenty] }),
  product('P2', { promotions: [twoForTwenty] }),
  product('P3', { promotions: [oneOfFourFree] }),
  product('P4'),
]
