/** The least recently used goes first. */
const MOST_KEPT = 5_000

/** What of the catalog a value is made of: one product, any of it, or what changes without a word: good for its second. */
export type Subject = { sku: string } | 'all' | 'untold'

export interface Kept {
  value: unknown
  subject: Subject
  /** Until when it may be answered, unless a change is heard of. Milliseconds since 1970. */
  goodUntil: number
}

/** What this process has read of the catalog, by key; bounded. */
export class CachedValues {
  readonly #kept = new Map<string, Kept>()

  get(key: string): Kept | undefined {
    const kept = this.#kept.get(key)
    if (kept !== undefined) this.set(key, kept)
    return kept
  }

  set(key: string, kept: Kept): void {
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    if (this.#kept.size <= MOST_KEPT) return
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined) this.#kept.delete(oldest)
  }

  dropWhere(concerned: (subject: Subject) => boolean): void {
    for (const [key, { subject }] of this.#kept) if (concerned(subject)) this.#kept.delete(key)
  }
}
