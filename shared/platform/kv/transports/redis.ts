import * as z from 'zod'
import { type KeyValueStore, KeyValueStoreUnavailable, newCounts } from '../key-value-store.ts'
import { healthKey } from '../keys.ts'
import { releaseLock } from '../lua/release-lock.ts'
import { concernsWrites, faultOf, isWithoutReason, type ReportFault, reasonOf, watchFaults } from '../redis-faults.ts'

/** Timeout of a command, so that a hanging Redis does not block requests. */
export const TIME_LIMIT_MILLISECONDS = 500
/** Circuit breaker: no command is sent for this time after a failure. Then one command tests whether Redis responds. */
const COOLDOWN_MILLISECONDS = 500
const HEALTH_LIFETIME_MILLISECONDS = 10_000

/** The commands that a client must support. */
export interface RedisClient {
  get(key: string): Promise<string | null>
  set(key: string, value: string, lifetimeMilliseconds: number): Promise<unknown>
  /** SET NX PX: whether the key was new. */
  setNew(key: string, value: string, lifetimeMilliseconds: number): Promise<boolean>
  delete(keys: string[]): Promise<unknown>
  evalsha(sha1: string, keys: string[], values: string[]): Promise<unknown>
  eval(text: string, keys: string[], values: string[]): Promise<unknown>
  /** Why there is no connection, when the error of a command does not say it. */
  connectionError?(): unknown
  close(): void
}

const Reply = z.array(z.union([z.string(), z.number()]))
/** After a restart or flush Redis does not have the script, and has executed nothing. */
const isUnknownScript = (error: unknown) => error instanceof Error && error.message.includes('NOSCRIPT')

/** Deletions succeed in a full Redis, so only commands that need memory prove that it accepts writes. */
type Effect = 'reads' | 'writes'

/** The port on top of any Redis client. */
export function createRedisStore(
  transport: 'tcp' | 'http',
  client: RedisClient,
  report: ReportFault = () => {},
): KeyValueStore {
  const counts = newCounts()
  const faults = watchFaults(report)
  let retryAt = 0

  function failed(error: unknown): KeyValueStoreUnavailable {
    const cause = client.connectionError?.() ?? error
    const reason = reasonOf(cause)
    // While a connection is replaced, commands say that there is none. The reason is the one before.
    const fault = (isWithoutReason(reason) ? faults.current : null) ?? faultOf(reason)
    counts.failures++
    // A command that Redis refuses at once costs no time, and others may succeed.
    if (!concernsWrites(fault)) retryAt = Date.now() + COOLDOWN_MILLISECONDS
    faults.failed(fault, reason)
    return new KeyValueStoreUnavailable(reason, { cause })
  }

  async function command<Value>(effect: Effect, work: () => Promise<Value>): Promise<Value> {
    if (retryAt > 0) {
      if (Date.now() < retryAt) {
        counts.skipped++
        throw new KeyValueStoreUnavailable('Redis did not answer a moment ago')
      }
      retryAt = Date.now() + COOLDOWN_MILLISECONDS
    }
    counts.commands++
    try {
      const value = await work()
      retryAt = 0
      faults.succeeded(effect === 'writes')
      return value
    } catch (error) {
      if (!isUnknownScript(error)) throw failed(error)
      // Redis responds again, so the script's text may be sent.
      retryAt = 0
      throw error
    }
  }

  const run: KeyValueStore['run'] = async ({ sha1, text }, keys, values) => {
    const [sentKeys, sentValues] = [[...keys], values.map(String)]
    const reply = await command('reads', () => client.evalsha(sha1, sentKeys, sentValues)).catch((error: unknown) => {
      if (!isUnknownScript(error)) throw error
      return command('reads', () => client.eval(text, sentKeys, sentValues))
    })
    return Reply.parse(reply).map(String)
  }

  return {
    transport,
    counts,
    get fault() {
      return faults.current
    },
    checkWrite: () =>
      command('writes', async () => void (await client.set(healthKey, '1', HEALTH_LIFETIME_MILLISECONDS))),
    async get(key) {
      const value = await command('reads', () => client.get(key))
      if (value === null) counts.misses++
      else counts.hits++
      return value
    },
    set: (key, value, lifetime) => command('writes', async () => void (await client.set(key, value, lifetime))),
    delete: (...keys) => command('reads', async () => void (await client.delete(keys))),
    lock: (key, owner, lifetime) => command('writes', () => client.setNew(key, owner, lifetime)),
    unlock: async (key, owner) => void (await run(releaseLock, [key], [owner])),
    run,
    close: async () => client.close(),
  }
}
