import type { CatalogCache } from './catalog-cache.ts'

/** The catalog's reads, kept where there is a cache. What a configuration presents is the same for all who share it. */
export function cachedProduct<Answer>(cache: CatalogCache | null, sku: string, read: () => Promise<Answer>) {
  return cache === null ? read() : cache.read(`product:${sku}`, { sku }, read)
}

export function cachedList<Answer>(cache: CatalogCache | null, query: unknown, read: () => Promise<Answer>) {
  return cache === null ? read() : cache.read(`products:${JSON.stringify(query)}`, 'all', read)
}

export function cachedCategories<Answer>(cache: CatalogCache | null, read: () => Promise<Answer>) {
  return cache === null ? read() : cache.read('categories', 'all', read)
}

/** Units of a sale come and go without a word to the cache: `remaining` is right within a second, and no longer kept. */
export function cachedFlashSale<Answer>(cache: CatalogCache | null, id: string, read: () => Promise<Answer>) {
  return cache === null ? read() : cache.read(`flash-sale:${id}`, 'untold', read)
}

export function cachedFlashSales<Answer>(cache: CatalogCache | null, query: unknown, read: () => Promise<Answer>) {
  return cache === null ? read() : cache.read(`flash-sales:${JSON.stringify(query)}`, 'untold', read)
}
