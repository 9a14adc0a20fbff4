import * as z from 'zod'
import { type KeyValueStore, KeyValueStoreUnavailable, newCounts } from '../key-value-store.ts'
import { releaseLock } from '../lua/release-lock.ts'

/** A command that has no answer by then has failed: a Redis that hangs must not hang a request. */
export const TIME_LIMIT_MILLISECONDS = 500
/** After a failure Redis is left alone for so long; then one command tries, and the others follow when it is answered. */
const REST_MILLISECONDS = 500

/** The few commands that a client must speak. */
export interface RedisClient {
  ping(): Promise<unknown>
  get(key: string): Promise<string | null>
  set(key: string, value: string, lifetimeMilliseconds: number): Promise<unknown>
  /** SET NX PX: whether the key was new. */
  setNew(key: string, value: string, lifetimeMilliseconds: number): Promise<boolean>
  delete(keys: string[]): Promise<unknown>
  evalsha(sha1: string, keys: string[], values: string[]): Promise<unknown>
  eval(text: string, keys: string[], values: string[]): Promise<unknown>
  close(): void
}

const Reply = z.array(z.union([z.string(), z.number()]))
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
/** Redis, just started or flushed, does not know a script by its digest. It has run nothing then. */
const isUnknownScript = (error: unknown) => messageOf(error).includes('NOSCRIPT')

/** The port over any client of Redis. */
export function redisStore(transport: 'tcp' | 'http', client: RedisClient): KeyValueStore {
  const counts = newCounts()
  let restUntil = 0

  async function command<Value>(work: () => Promise<Value>): Promise<Value> {
    if (restUntil > 0) {
      if (Date.now() < restUntil) {
        counts.skipped++
        throw new KeyValueStoreUnavailable('Redis did not answer a moment ago')
      }
      restUntil = Date.now() + REST_MILLISECONDS
    }
    counts.commands++
    try {
      const value = await work()
      restUntil = 0
      return value
    } catch (error) {
      if (isUnknownScript(error)) {
        // Redis has answered: it is back, and the script's text may follow.
        restUntil = 0
        throw error
      }
      counts.failures++
      restUntil = Date.now() + REST_MILLISECONDS
      throw new KeyValueStoreUnavailable(messageOf(error), { cause: error })
    }
  }

  const run: KeyValueStore['run'] = async ({ sha1, text }, keys, values) => {
    const [sentKeys, sentValues] = [[...keys], values.map(String)]
    const reply = await command(() => client.evalsha(sha1, sentKeys, sentValues)).catch((error: unknown) => {
      if (!isUnknownScript(error)) throw error
      return command(() => client.eval(text, sentKeys, sentValues))
    })
    return Reply.parse(reply).map(String)
  }

  return {
    transport,
    counts,
    ping: () => command(async () => void (await client.ping())),
    async get(key) {
      const value = await command(() => client.get(key))
      if (value === null) counts.misses++
      else counts.hits++
      return value
    },
    set: (key, value, lifetime) => command(async () => void (await client.set(key, value, lifetime))),
    delete: (...keys) => command(async () => void (await client.delete(keys))),
    lock: (key, owner, lifetime) => command(() => client.setNew(key, owner, lifetime)),
    unlock: async (key, owner) => void (await run(releaseLock, [key], [owner])),
    run,
    close: async () => client.close(),
  }
}
