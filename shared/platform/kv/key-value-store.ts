import type { RedisFault } from './redis-faults.ts'
import type { Script } from './script.ts'

/** Counters since the store was opened, for metrics. */
export interface KeyValueCounts {
  commands: number
  /** Commands that failed or timed out. */
  failures: number
  /** Commands that were not sent, because Redis had just failed. */
  skipped: number
  hits: number
  misses: number
}

/**
 * The port to Redis, reduced to what the shop needs. Losing the data in Redis costs speed, never correctness, because
 * Postgres decides. A command that fails or exceeds the time limit rejects with `KeyValueStoreUnavailable`, and the caller
 * continues without Redis. No command is sent twice.
 */
export interface KeyValueStore {
  /** Reported by `/health/`. */
  readonly transport: 'memory' | 'tcp' | 'http'
  readonly counts: Readonly<KeyValueCounts>
  /** Why the store is of no use at the moment; null while it works. */
  readonly fault: RedisFault | null
  /** Resolves when the store accepts a write: a full Redis, and a replica, answer reads only. */
  checkWrite(): Promise<void>
  /** Null when the key does not exist or has expired. */
  get(key: string): Promise<string | null>
  /** Every key expires. */
  set(key: string, value: string, lifetimeMilliseconds: number): Promise<void>
  delete(...keys: string[]): Promise<void>
  /**
   * Acquires a lock that expires, and returns whether it succeeded. The expiry limits how long a crashed owner blocks
   * others; an owner that takes longer than the lifetime loses the lock.
   * @param owner a unique text, required to release the lock
   */
  lock(key: string, owner: string, lifetimeMilliseconds: number): Promise<boolean>
  /** Releases a lock, if the owner still has it. */
  unlock(key: string, owner: string): Promise<void>
  /** Runs a Lua script atomically. */
  run(script: Script, keys: readonly string[], values: readonly (string | number)[]): Promise<readonly string[]>
  close(): Promise<void>
}

/** The store could not be reached or timed out. The command may have been executed. */
export class KeyValueStoreUnavailable extends Error {
  override name = 'KeyValueStoreUnavailable'
}

export const newCounts = (): KeyValueCounts => ({ commands: 0, failures: 0, skipped: 0, hits: 0, misses: 0 })
