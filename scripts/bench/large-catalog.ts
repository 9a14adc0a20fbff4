import type { Database } from '../../shared/platform/db/database.ts'
import { buildSeed } from '../../shared/sample-shop/build-seed.ts'

const PRODUCTS = 50_000
const BATCH = 1_000

/**
 * A catalog of the size of a large supermarket: the products of the sample catalog in other brands and sizes. Words are as
 * frequent as in the sample catalog, so that a search for "milk" ranks thousands of hits.
 */
export async function stockLargeCatalog(database: Database): Promise<number> {
  const seed = buildSeed(new Date(), 'Asia/Hong_Kong')
  const brands = [
    ...new Map(seed.products.flatMap(({ brand }) => (brand === null ? [] : [[brand.en, brand]]))).values(),
  ]
  const products = Array.from({ length: PRODUCTS }, (_, number) => {
    const base = seed.products[number % seed.products.length]
    const round = Math.floor(number / seed.products.length)
    if (base === undefined) throw new Error('the seed is empty')
    const grams = 50 + 25 * (round % 97)
    const name = { 'zh-Hant': `${base.name['zh-Hant']} ${grams}克`, en: `${base.name.en} ${grams}g` }
    const price = base.price + 10 * (number % 311)
    const brand = brands[(number * 7 + round) % brands.length] ?? null
    return { ...base, sku: `LARGE-${number}`, barcode: String(20_000_000 + number), name, brand, price }
  })
  const nothing = { promotions: [], coupons: [], deliverySlots: [], flashSales: [] }
  for (let at = 0; at < products.length; at += BATCH) {
    const batch = products.slice(at, at + BATCH)
    await database.call('seed_shop', { categories: seed.categories, products: batch, ...nothing })
  }
  await database.query({ name: 'analyze', text: 'vacuum analyze products, product_search, inventory' }, [])
  return PRODUCTS
}
