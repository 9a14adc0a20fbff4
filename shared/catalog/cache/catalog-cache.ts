import { watchCatalogCache } from '#instruments'
import type { Database } from '../../platform/db/database.ts'
import type { KeyValueStore } from '../../platform/kv/key-value-store.ts'
import type { CatalogCacheCounts } from '../../platform/observability/instruments/records.ts'
import { CachedValues, type Subject } from './cached-values.ts'
import { coalesceReads } from './coalesce-reads.ts'
import { nextPromotionChange } from './next-promotion-change.ts'
import { subscribeToChanges } from './subscribe-to-changes.ts'

/** The maximum age of a value without change notifications. */
const FRESH_MILLISECONDS = 1_000
/** The maximum age of a value while changes are notified. */
const SUBSCRIBED_MILLISECONDS = 20_000

export interface CatalogCache {
  readonly counts: CatalogCacheCounts
  /** The value of a key, from memory, from Redis, or from `read`. */
  read<Value>(key: string, subject: Subject, read: () => Promise<Value>): Promise<Value>
  /** Whether change notifications arrive at the moment. */
  isSubscribed(): boolean
  close(): Promise<void>
}

/** A read that is in progress. */
interface PendingRead {
  subject: Subject
  /** Whether a change was notified since the read began. */
  changed: boolean
}

/**
 * Caches catalog reads in this process, and shares them with other processes through Redis.
 *
 * A value is valid for one second after its read began, so every change is visible within a second. A process that
 * receives change notifications caches its own reads for longer, until a notification invalidates them. A value from
 * another process is valid for its second only, because a notification may have arrived before the value did.
 * See decision 21 in docs/decisions.md.
 * @param store null at the edge, where processes share nothing
 */
export function openCatalogCache(database: Database, store: KeyValueStore | null): CatalogCache {
  const cached = new CachedValues()
  const pendingReads = new Map<string, PendingRead & { value: Promise<unknown> }>()
  const counts = { hits: 0, misses: 0, databaseReads: 0 }
  watchCatalogCache(counts)
  const readShared = store === null ? null : coalesceReads(store, FRESH_MILLISECONDS)
  const promotions = nextPromotionChange(database)
  const changes = subscribeToChanges(database, (isAffected, everything) => {
    cached.deleteWhere(isAffected)
    for (const pending of pendingReads.values()) if (isAffected(pending.subject)) pending.changed = true
    if (everything) promotions.invalidate()
  })

  async function load(key: string, pending: PendingRead, read: () => Promise<unknown>): Promise<unknown> {
    const wasSubscribed = changes.isSubscribed
    let isOwnRead = false
    const readDatabase = () => {
      counts.databaseReads++
      isOwnRead = true
      return read()
    }
    const startedAt = Date.now()
    const { readAt, value } =
      readShared === null ? { readAt: startedAt, value: await readDatabase() } : await readShared(key, readDatabase)
    let expiresAt = readAt + FRESH_MILLISECONDS
    if (wasSubscribed && isOwnRead && pending.subject !== 'unnotified') {
      const promotionsChangeAt = await promotions.nextChangeAt()
      // Checked last, because there must be no await between this check and the write to the cache.
      if (changes.isSubscribed && !pending.changed) {
        expiresAt = Math.min(readAt + SUBSCRIBED_MILLISECONDS, promotionsChangeAt)
      }
    }
    cached.set(key, { value, subject: pending.subject, expiresAt })
    return value
  }

  /** A key always has the same `read`, so its values have the type that `read` returns. */
  async function read<Value>(key: string, subject: Subject, readDatabase: () => Promise<Value>): Promise<Value> {
    const found = cached.get(key)
    if (found !== undefined && Date.now() < found.expiresAt) {
      counts.hits++
      return found.value as Value
    }
    counts.misses++
    const pendingRead = database.batchesCalls ? pendingReads.get(key) : undefined
    if (pendingRead !== undefined) return pendingRead.value as Promise<Value>
    const pending = { subject, changed: false }
    const value = load(key, pending, readDatabase).finally(() => pendingReads.delete(key))
    pendingReads.set(key, Object.assign(pending, { value }))
    return value as Promise<Value>
  }

  return { counts, read, isSubscribed: () => changes.isSubscribed, close: () => changes.stop() }
}
