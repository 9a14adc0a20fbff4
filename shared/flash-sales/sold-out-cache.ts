import type { KeyValueStore } from '../platform/kv/key-value-store.ts'

/** How long a process refuses claims without Redis. Returned units can be claimed at most that much later. */
const LIFETIME_MILLISECONDS = 250

interface SoldOut {
  remaining: number
  until: number
}

/** The last sold-out answers, by key-value store, so that a crowd at a sold-out sale costs almost nothing. */
const soldOutSales = new WeakMap<KeyValueStore, Map<string, SoldOut>>()

/** The remaining units when they are fewer than the quantity; undefined when that is not cached. */
export function cachedRemaining(store: KeyValueStore, saleId: string, quantity: number): number | undefined {
  const cached = soldOutSales.get(store)?.get(saleId)
  return cached !== undefined && quantity > cached.remaining && Date.now() < cached.until ? cached.remaining : undefined
}

export function cacheSoldOut(
  store: KeyValueStore,
  saleId: string,
  {
    remaining,
    expiresInMilliseconds = Number.POSITIVE_INFINITY,
  }: { remaining: number; expiresInMilliseconds?: number },
): void {
  const sales = soldOutSales.get(store) ?? new Map<string, SoldOut>()
  soldOutSales.set(store, sales)
  sales.set(saleId, { remaining, until: Date.now() + Math.min(LIFETIME_MILLISECONDS, expiresInMilliseconds) })
}

/** Called when units were returned in this process. */
export function clearSoldOut(store: KeyValueStore, saleId: string): void {
  soldOutSales.get(store)?.delete(saleId)
}
