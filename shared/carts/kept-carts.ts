import type { Database } from '../platform/db/database.ts'
import type { Cart } from './cart.ts'
import type { CartSnapshot } from './cart-snapshot.ts'
import type { PricedCart } from './price-cart.ts'

/** About 20 MB of a process. */
const MOST_LINES = 20_000

/** A cart as it was last read, and what it costs: both good for as long as its edition is (see `read_carts.sql`). */
export interface KeptCart {
  edition: string
  snapshot: CartSnapshot
  priced: PricedCart
  /** As it was answered last. */
  cart: Cart
}

/** The carts that this process has read, bounded by their lines; the least recently read goes first. */
export class KeptCarts {
  readonly #kept = new Map<string, KeptCart>()
  readonly #mostLines: number
  #lines = 0

  constructor(mostLines = MOST_LINES) {
    this.#mostLines = mostLines
  }

  get(key: string): KeptCart | undefined {
    const kept = this.#kept.get(key)
    if (kept === undefined) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    return kept
  }

  set(key: string, kept: KeptCart): void {
    this.#drop(key)
    this.#kept.set(key, kept)
    this.#lines += linesOf(kept)
    for (const oldest of this.#kept.keys()) {
      if (this.#lines <= this.#mostLines) return
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key)
    if (kept === undefined) return
    this.#kept.delete(key)
    this.#lines -= linesOf(kept)
  }
}

/** What a cart takes up besides its lines counts as one more. */
const linesOf = ({ snapshot: { lines, claims, promotions } }: KeptCart): number =>
  lines.length + claims.length + promotions.length + 1

const carts = new WeakMap<Database, KeptCarts>()

/** Those of one shop: of its database in this process. */
export function keptCarts(database: Database): KeptCarts {
  const kept = carts.get(database) ?? new KeptCarts()
  carts.set(database, kept)
  return kept
}
