import type { Script } from './script.ts'

/** What the port has done since it was opened, for metrics. Plain numbers that only grow. */
export interface KeyValueCounts {
  commands: number
  /** Commands that Redis did not answer, or not in time. */
  failures: number
  /** Commands that were not sent, because Redis had just been away. */
  skipped: number
  /** Reads that found something, and those that did not. */
  hits: number
  misses: number
}

/**
 * The narrow port to Redis, named after what the shop needs of it. Losing what it holds costs speed, never
 * correctness: Postgres judges. Every command answers or fails within the time limit of its transport, with
 * `KeyValueStoreUnavailable`: the caller goes on without. Nothing is ever sent twice.
 */
export interface KeyValueStore {
  /** `memory`, `tcp` or `http`: told by `/health/`. */
  readonly transport: 'memory' | 'tcp' | 'http'
  readonly counts: Readonly<KeyValueCounts>
  /** Resolves when the store answers. */
  ping(): Promise<void>
  /** What is kept under the key; null when there is nothing, or no longer. */
  get(key: string): Promise<string | null>
  /** Keeps a text for so long. Nothing is kept for ever. */
  set(key: string, value: string, lifetimeMilliseconds: number): Promise<void>
  delete(...keys: string[]): Promise<void>
  /**
   * Takes a lock, unless somebody has it: true for who got it. It lapses by itself, so a holder that dies blocks nobody
   * for longer; a holder that is slower than its lock no longer has it.
   * @param owner a text of the caller's own, which releases it again
   */
  lock(key: string, owner: string, lifetimeMilliseconds: number): Promise<boolean>
  /** Gives a lock back, if it still is the owner's. */
  unlock(key: string, owner: string): Promise<void>
  /** Runs a script of `lua/`: all of it at once, seen by nobody half done. */
  run(script: Script, keys: readonly string[], values: readonly (string | number)[]): Promise<readonly string[]>
  close(): Promise<void>
}

/** The store could not be asked, or did not answer in time. What it was asked to do may have been done. */
export class KeyValueStoreUnavailable extends Error {
  override name = 'KeyValueStoreUnavailable'
}

export const newCounts = (): KeyValueCounts => ({ commands: 0, failures: 0, skipped: 0, hits: 0, misses: 0 })
