import type { Database } from '../platform/db/database.ts'
import type { Cart } from './cart.ts'
import type { CartSnapshot } from './cart-snapshot.ts'
import type { PricedCart } from './price-cart.ts'

/** About 20 MB of memory. */
const MAX_LINES = 20_000

/** A priced cart. It is valid while the fingerprint is unchanged (see `read_carts.sql`). */
export interface CachedCart {
  fingerprint: string
  snapshot: CartSnapshot
  priced: PricedCart
  /** The last response. */
  cart: Cart
}

/** The carts that this process has read: an LRU cache, bounded by the number of lines. */
export class CartCache {
  readonly #carts = new Map<string, CachedCart>()
  readonly #maxLines: number
  #lines = 0

  constructor(maxLines = MAX_LINES) {
    this.#maxLines = maxLines
  }

  get(key: string): CachedCart | undefined {
    const cached = this.#carts.get(key)
    if (cached === undefined) return undefined
    this.#carts.delete(key)
    this.#carts.set(key, cached)
    return cached
  }

  set(key: string, cached: CachedCart): void {
    this.#drop(key)
    this.#carts.set(key, cached)
    this.#lines += countLines(cached)
    for (const oldest of this.#carts.keys()) {
      if (this.#lines <= this.#maxLines) return
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    const cached = this.#carts.get(key)
    if (cached === undefined) return
    this.#carts.delete(key)
    this.#lines -= countLines(cached)
  }
}

/** Adds one for the memory that the cart itself takes. */
const countLines = ({ snapshot: { lines, claims, promotions } }: CachedCart): number =>
  lines.length + claims.length + promotions.length + 1

const caches = new WeakMap<Database, CartCache>()

/** One cache for each database. */
export function cartCache(database: Database): CartCache {
  const cache = caches.get(database) ?? new CartCache()
  caches.set(database, cache)
  return cache
}
