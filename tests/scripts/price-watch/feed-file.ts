interface Offer {
  supermarketCode: string
  en: string
  'zh-Hant'?: string
  'zh-Hans'?: string
}

export interface WatchProduct {
  code: string | number
  brand: Record<string, string>
  name: Record<string, string>
  cat1Name: Record<string, string>
  cat2Name: Record<string, string>
  cat3Name: Record<string, string>
  prices: { supermarketCode: string; price: string | number }[]
  offers: Offer[]
}

/** An invented product in the shape of the feed. */
export function product(code: string | number, changes: Partial<WatchProduct> = {}): WatchProduct {
  return {
    code,
    brand: { en: 'Hillside', 'zh-Hant': '山邊', 'zh-Hans': '山边' },
    name: { en: `Oat Drink ${code} 250mL`, 'zh-Hant': `燕麥飲品 ${code}`, 'zh-Hans': `燕麦饮品 ${code}` },
    cat1Name: { en: 'Drinks', 'zh-Hant': '飲品', 'zh-Hans': '饮品' },
    cat2Name: { en: 'Cereal drinks', 'zh-Hant': '穀物飲品', 'zh-Hans': '谷物饮品' },
    cat3Name: { en: 'Oat drinks', 'zh-Hant': '燕麥飲品', 'zh-Hans': '燕麦饮品' },
    prices: [
      { supermarketCode: 'NORTH', price: '12.50' },
      { supermarketCode: 'SOUTH', price: '11.90' },
    ],
    offers: [],
    ...changes,
  }
}

export function offer(supermarketCode: string, en: string, chinese?: string): Offer {
  return { supermarketCode, en, ...(chinese === undefined ? {} : { 'zh-Hant': chinese, 'zh-Hans': chinese }) }
}

export function price(supermarketCode: string, amount: string | number) {
  return { supermarketCode, price: amount }
}

export function file(...products: unknown[]): string {
  return JSON.stringify(products)
}
