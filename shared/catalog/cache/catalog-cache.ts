import { watchCatalogCache } from '#instruments'
import type { Database } from '../../platform/db/database.ts'
import type { KeyValueStore } from '../../platform/kv/key-value-store.ts'
import type { CatalogCacheCounts } from '../../platform/observability/instruments/records.ts'
import { subscribeToChanges } from './subscribe-to-changes.ts'
import { CachedValues, type Subject } from './cached-values.ts'
import { nextPromotionChange } from './next-promotion-change.ts'
import { coalesceReads } from './coalesce-reads.ts'

/** What is kept may be this old, whatever happens. */
const FRESH_MILLISECONDS = 1_000
/** Where changes are heard of, what was read after the last one is good for longer. */
const HEARD_MILLISECONDS = 20_000

export interface CatalogCache {
  readonly counts: CatalogCacheCounts
  /** The value of a key, out of memory, out of Redis, or read by `read`. */
  read<Value>(key: string, subject: Subject, read: () => Promise<Value>): Promise<Value>
  /** Whether changes are heard of just now. */
  hears(): boolean
  close(): Promise<void>
}

interface Filling {
  subject: Subject
  /** A change was heard of since it began. */
  changed: boolean
}

/**
 * Keeps what was read of the catalog in this process, and shares it through Redis with the others.
 *
 * A value is good for a second from the moment before it was read, so a change is seen within a second, whoever made it.
 * A process that hears of changes keeps what it read itself for longer, until it hears of one. What it got from another
 * process is good for its second alone: a change may have been told before it came. Neither a writer nor a clock needs
 * to be trusted for more than that second. See decision 21 in docs/decisions.md.
 * @param store null where processes share nothing: at the edge
 */
export function openCatalogCache(database: Database, store: KeyValueStore | null): CatalogCache {
  const kept = new CachedValues()
  const fillings = new Map<string, Filling & { value: Promise<unknown> }>()
  const counts = { hits: 0, misses: 0, databaseReads: 0 }
  watchCatalogCache(counts)
  const share = store === null ? null : coalesceReads(store, FRESH_MILLISECONDS)
  const promotions = nextPromotionChange(database)
  const changes = subscribeToChanges(database, (concerns, everything) => {
    kept.dropWhere(concerns)
    for (const filling of fillings.values()) if (concerns(filling.subject)) filling.changed = true
    if (everything) promotions.forget()
  })

  async function fill(key: string, filling: Filling, read: () => Promise<unknown>): Promise<unknown> {
    const heardFromTheStart = changes.hears
    let readHere = false
    const readDatabase = () => {
      counts.databaseReads++
      readHere = true
      return read()
    }
    const startedAt = Date.now()
    const { readAt, value } =
      share === null ? { readAt: startedAt, value: await readDatabase() } : await share(key, readDatabase)
    let goodUntil = readAt + FRESH_MILLISECONDS
    if (heardFromTheStart && readHere && filling.subject !== 'untold') {
      const promotionsChangeAt = await promotions.at()
      // Asked last: nothing waits between this and keeping.
      if (changes.hears && !filling.changed) {
        goodUntil = Math.min(readAt + HEARD_MILLISECONDS, promotionsChangeAt)
      }
    }
    kept.set(key, { value, subject: filling.subject, goodUntil })
    return value
  }

  /** The value of a key is what its `read` answers: the same key, the same type. */
  async function read<Value>(key: string, subject: Subject, readDatabase: () => Promise<Value>): Promise<Value> {
    const found = kept.get(key)
    if (found !== undefined && Date.now() < found.goodUntil) {
      counts.hits++
      return found.value as Value
    }
    counts.misses++
    const others = database.batchesCalls ? fillings.get(key) : undefined
    if (others !== undefined) return others.value as Promise<Value>
    const filling = { subject, changed: false }
    const value = fill(key, filling, readDatabase).finally(() => fillings.delete(key))
    fillings.set(key, Object.assign(filling, { value }))
    return value as Promise<Value>
  }

  return { counts, read, hears: () => changes.hears, close: () => changes.stop() }
}
