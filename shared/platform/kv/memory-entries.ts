interface Entry {
  value: unknown
  /** Milliseconds, compared with `now`. */
  expiresAt: number
}

/** Values in memory, each with an expiry. */
export interface MemoryEntries {
  /** Milliseconds since 1970, as Redis's TIME. */
  now(): number
  /** Undefined when the key does not exist or has expired. */
  get(key: string): unknown
  set(key: string, value: unknown, lifetimeMilliseconds: number): void
  delete(key: string): void
}

/** Expired entries that are never read are deleted after this number of writes. */
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
