import * as z from 'zod'
import { type KeyValueStore, KeyValueStoreUnavailable } from '../../platform/kv/key-value-store.ts'
import { catalogKey, catalogLockKey } from '../../platform/kv/keys.ts'

/** A filler that died blocks nobody for longer. */
const LOCK_MILLISECONDS = 2_000
/** Who finds somebody else reading looks so often, and so long, for what comes of it. */
const LOOK_MILLISECONDS = 10
const WAIT_MILLISECONDS = 400

const Entry = z.object({ readAt: z.number(), value: z.unknown() })

/** A value, and when its reading began: milliseconds since 1970. */
export interface TimedRead {
  readAt: number
  value: unknown
}

/**
 * Lets one of all processes read a key, and the others have it from Redis for as long as it is fresh. Without Redis each
 * reads for itself. @param read reads the database
 */
export function coalesceReads(store: KeyValueStore, freshMilliseconds: number) {
  async function found(key: string): Promise<TimedRead | null> {
    const text = await store.get(catalogKey(key))
    const entry = text === null ? null : Entry.parse(JSON.parse(text))
    return entry !== null && Date.now() < entry.readAt + freshMilliseconds ? entry : null
  }

  async function readAlone(read: () => Promise<unknown>): Promise<TimedRead> {
    const readAt = Date.now()
    return { readAt, value: await read() }
  }

  async function readForAll(key: string, owner: string, read: () => Promise<unknown>): Promise<TimedRead> {
    // Somebody may have read and given the lock back since it was looked for.
    const meanwhile = await found(key)
    if (meanwhile !== null) return meanwhile
    const entry = await readAlone(read)
    const left = entry.readAt + freshMilliseconds - Date.now()
    if (left > 0) await ifThere(store.set(catalogKey(key), JSON.stringify(entry), left))
    await ifThere(store.unlock(catalogLockKey(key), owner))
    return entry
  }

  /** What another process reads just now; null when nothing comes of it in time. */
  async function awaitOther(key: string): Promise<TimedRead | null> {
    for (const started = Date.now(); Date.now() < started + WAIT_MILLISECONDS; ) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS))
      const entry = await found(key)
      if (entry !== null) return entry
    }
    return null
  }

  return async (key: string, read: () => Promise<unknown>): Promise<TimedRead> => {
    const owner = crypto.randomUUID()
    const seen = await ifThere(found(key))
    if (seen === undefined) return readAlone(read)
    if (seen !== null) return seen
    const mine = await ifThere(store.lock(catalogLockKey(key), owner, LOCK_MILLISECONDS))
    if (mine === true) return readForAll(key, owner, read)
    const other = mine === false ? await ifThere(awaitOther(key)) : null
    return other ?? readAlone(read)
  }
}

/** Undefined when Redis is away. */
async function ifThere<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof KeyValueStoreUnavailable) return undefined
    throw error
  }
}
