import type { KeyValueStore } from '../platform/kv/key-value-store.ts'

/** For so long a process answers "sold out" by itself. What comes free is claimed that much later at most. */
const MEMORY_MILLISECONDS = 250

interface SoldOut {
  remaining: number
  until: number
}

/**
 * What this process has just been told, by the shop's key-value store: a crowd that comes too late must cost next to
 * nothing.
 */
const told = new WeakMap<KeyValueStore, Map<string, SoldOut>>()

/** How many units are left, where they were told to be too few; undefined when it is not known. */
export function rememberedAsSoldOut(shop: KeyValueStore, saleId: string, quantity: number): number | undefined {
  const known = told.get(shop)?.get(saleId)
  return known !== undefined && quantity > known.remaining && Date.now() < known.until ? known.remaining : undefined
}

export function rememberSoldOut(
  shop: KeyValueStore,
  saleId: string,
  { remaining, lapsesInMilliseconds = Number.POSITIVE_INFINITY }: { remaining: number; lapsesInMilliseconds?: number },
): void {
  const sales = told.get(shop) ?? new Map<string, SoldOut>()
  told.set(shop, sales)
  sales.set(saleId, { remaining, until: Date.now() + Math.min(MEMORY_MILLISECONDS, lapsesInMilliseconds) })
}

/** Units came free in this process. */
export function forgetSoldOut(shop: KeyValueStore, saleId: string): void {
  told.get(shop)?.delete(saleId)
}
