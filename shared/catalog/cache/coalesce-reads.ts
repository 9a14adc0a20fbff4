import * as z from 'zod'
import { type KeyValueStore, KeyValueStoreUnavailable } from '../../platform/kv/key-value-store.ts'
import { catalogKey, catalogLockKey } from '../../platform/kv/keys.ts'

/** A lock of a process that crashed expires after this time. */
const LOCK_MILLISECONDS = 2_000
/** While another process reads, its result is polled at this interval, up to the wait time. */
const POLL_MILLISECONDS = 10
const WAIT_MILLISECONDS = 400

const Entry = z.object({ readAt: z.number(), value: z.unknown() })

/** A value and the time at which its read began, in milliseconds since 1970. */
export interface TimedRead {
  readAt: number
  value: unknown
}

/**
 * One of all processes reads a key, and the others get its value from Redis while the value is fresh. Without Redis each
 * process reads the database.
 */
export function coalesceReads(store: KeyValueStore, freshMilliseconds: number) {
  async function findFresh(key: string): Promise<TimedRead | null> {
    const text = await store.get(catalogKey(key))
    const entry = text === null ? null : Entry.parse(JSON.parse(text))
    return entry !== null && Date.now() < entry.readAt + freshMilliseconds ? entry : null
  }

  async function readDirectly(read: () => Promise<unknown>): Promise<TimedRead> {
    const readAt = Date.now()
    return { readAt, value: await read() }
  }

  async function readAndStore(key: string, owner: string, read: () => Promise<unknown>): Promise<TimedRead> {
    // Another process may have stored the value and released the lock since the first lookup.
    const meanwhile = await findFresh(key)
    if (meanwhile !== null) return meanwhile
    const entry = await readDirectly(read)
    const remaining = entry.readAt + freshMilliseconds - Date.now()
    if (remaining > 0) await unlessUnavailable(store.set(catalogKey(key), JSON.stringify(entry), remaining))
    await unlessUnavailable(store.unlock(catalogLockKey(key), owner))
    return entry
  }

  /** The value that another process is reading. Null if it does not arrive in time. */
  async function awaitOther(key: string): Promise<TimedRead | null> {
    for (const started = Date.now(); Date.now() < started + WAIT_MILLISECONDS; ) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS))
      const entry = await findFresh(key)
      if (entry !== null) return entry
    }
    return null
  }

  return async (key: string, read: () => Promise<unknown>): Promise<TimedRead> => {
    const owner = crypto.randomUUID()
    const stored = await unlessUnavailable(findFresh(key))
    if (stored === undefined) return readDirectly(read)
    if (stored !== null) return stored
    const isLocked = await unlessUnavailable(store.lock(catalogLockKey(key), owner, LOCK_MILLISECONDS))
    if (isLocked === true) return readAndStore(key, owner, read)
    const other = isLocked === false ? await unlessUnavailable(awaitOther(key)) : null
    return other ?? readDirectly(read)
  }
}

/** Undefined when Redis is unavailable. */
async function unlessUnavailable<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof KeyValueStoreUnavailable) return undefined
    throw error
  }
}
