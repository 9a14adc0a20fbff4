/** Above this number, the least recently used value is evicted. */
const MAX_VALUES = 5_000

/** The data that a value depends on: one product, whose SKU may be in any case, any catalog data, or data whose changes are not notified. */
export type Subject = { sku: string } | 'all' | 'unnotified'

export interface CachedValue {
  value: unknown
  subject: Subject
  /** Milliseconds since 1970. A change notification deletes the value earlier. */
  expiresAt: number
}

/** A bounded LRU cache of catalog reads. */
export class CachedValues {
  readonly #values = new Map<string, CachedValue>()

  get(key: string): CachedValue | undefined {
    const value = this.#values.get(key)
    if (value !== undefined) this.set(key, value)
    return value
  }

  set(key: string, value: CachedValue): void {
    this.#values.delete(key)
    this.#values.set(key, value)
    if (this.#values.size <= MAX_VALUES) return
    const [oldest] = this.#values.keys()
    if (oldest !== undefined) this.#values.delete(oldest)
  }

  deleteWhere(isAffected: (subject: Subject) => boolean): void {
    for (const [key, { subject }] of this.#values) if (isAffected(subject)) this.#values.delete(key)
  }
}
