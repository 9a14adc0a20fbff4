import type { KeyValueCounts } from '../../kv/key-value-store.ts'
import type { CatalogCacheCounts, Pool } from './records.ts'

/** Sources that count for themselves and are read at each scrape. */
export const pools = new Set<Pool>()
export const stores = new Set<KeyValueCounts>()
export const catalogCaches = new Set<CatalogCacheCounts>()

export function watchPool(pool: Pool): void {
  pools.add(pool)
}
export function watchStore(counts: KeyValueCounts): void {
  stores.add(counts)
}
export function watchCatalogCache(counts: CatalogCacheCounts): void {
  catalogCaches.add(counts)
}

export const sumOf = <Item>(items: Iterable<Item>, amountOf: (item: Item) => number): number =>
  [...items].reduce((sum, item) => sum + amountOf(item), 0)
