interface Entry {
  value: unknown
  /** Milliseconds, by `now`. */
  expiresAt: number
}

/** What a store in memory keeps: any value under a key, for a while. */
export interface MemoryEntries {
  /** Milliseconds since 1970, as Redis's TIME. */
  now(): number
  /** The value, unless there is none or it lapsed. The caller knows what it keeps under its own keys. */
  get(key: string): unknown
  set(key: string, value: unknown, lifetimeMilliseconds: number): void
  delete(key: string): void
}

/** Lapsed entries that nobody asks for are dropped in one go, whenever so many were written since. */
const WRITES_BETWEEN_SWEEPS = 10_000

export function memoryEntries(): MemoryEntries {
  const entries = new Map<string, Entry>()
  let writes = 0

  function sweep(now: number): void {
    for (const [key, { expiresAt }] of entries) if (expiresAt <= now) entries.delete(key)
  }

  return {
    now: Date.now,
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      if (entry.expiresAt > Date.now()) return entry.value
      entries.delete(key)
      return undefined
    },
    set(key, value, lifetimeMilliseconds) {
      const now = Date.now()
      entries.set(key, { value, expiresAt: now + lifetimeMilliseconds })
      if (++writes % WRITES_BETWEEN_SWEEPS === 0) sweep(now)
    },
    delete: (key) => void entries.delete(key),
  }
}
