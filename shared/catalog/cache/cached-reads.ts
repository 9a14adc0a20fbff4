import type { CatalogCache } from './catalog-cache.ts'

/** Catalog reads through the cache, if there is one. Responses depend on no caller, so all callers can share them. */
export function cachedProduct<Answer>(cache: CatalogCache | null, sku: string, read: () => Promise<Answer>) {
  return cache === null ? read() : cache.read(`product:${sku}`, { sku }, read)
}

export function cachedList<Answer>(cache: CatalogCache | null, query: unknown, read: () => Promise<Answer>) {
  return cache === null ? read() : cache.read(`products:${JSON.stringify(query)}`, 'all', read)
}

export function cachedCategories<Answer>(cache: CatalogCache | null, read: () => Promise<Answer>) {
  return cache === null ? read() : cache.read('categories', 'all', read)
}

/** Claims send no notification, so `remaining` is cached for one second at most. */
export function cachedFlashSale<Answer>(cache: CatalogCache | null, id: string, read: () => Promise<Answer>) {
  return cache === null ? read() : cache.read(`flash-sale:${id}`, 'unnotified', read)
}

export function cachedFlashSales<Answer>(cache: CatalogCache | null, query: unknown, read: () => Promise<Answer>) {
  return cache === null ? read() : cache.read(`flash-sales:${JSON.stringify(query)}`, 'unnotified', read)
}
