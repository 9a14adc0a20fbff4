import * as z from 'zod'
import { keyValueStore } from '#key-value-store'
import type { Configuration } from '../configuration/configuration.ts'
import { perConfiguration } from '../configuration/per-configuration.ts'
import { hexadecimalDigest } from '../digest/sha256.ts'
import { type KeyValueStore, KeyValueStoreUnavailable } from '../kv/key-value-store.ts'
import { rateLimitKey } from '../kv/keys.ts'
import { returnAllowance } from '../kv/lua/return-allowance.ts'
import { takeAllowance } from '../kv/lua/take-allowance.ts'
import { openMemory } from '../kv/transports/memory.ts'

/** What is known of who asks. */
interface Attempt {
  clientAddress: string | undefined
  customerId: string | undefined
  body: unknown
}

/** So many requests at once, and then one each so many seconds. */
export interface RateLimit {
  /** Endpoints that name the same limit share it. */
  name: string
  by: 'ip' | 'account'
  burst: number
  secondsEach: number
  /** Who succeeds has used nothing up. It counts while it is on its way: else a crowd would pass before any had failed. */
  failuresOnly?: true
}

interface Allowance {
  /** Seconds to wait; 0 when the request may go on. */
  waitSeconds: number
  /** The request has succeeded: limits of failures forget it. */
  succeeded(): Promise<void>
}

export interface RateLimits {
  limits: readonly RateLimit[]
  take(attempt: Attempt, configuration: Configuration): Promise<Allowance>
}

/** While Redis is away each process counts by itself: more may pass, but not without end. */
const spareStore = perConfiguration(() => openMemory())

/** The limits of an endpoint: a request counts against all of them, or is refused and counts against none. */
export function rateLimits(...limits: RateLimit[]): RateLimits {
  return {
    limits,
    async take(attempt, configuration) {
      const keyed = await Promise.all(limits.map(async (limit) => ({ ...limit, key: await keyOf(limit, attempt) })))
      const known = keyed.flatMap(({ key, ...limit }) => (key === undefined ? [] : [{ ...limit, key }]))
      if (known.length === 0) return { waitSeconds: 0, succeeded: async () => {} }
      const keys = known.map(({ key }) => key)
      const values = known.flatMap(({ secondsEach, burst }) => [secondsEach * 1_000, burst])
      let store = keyValueStore(configuration)
      const [outcome, wait] = await store.run(takeAllowance, keys, values).catch((error: unknown) => {
        if (!(error instanceof KeyValueStoreUnavailable)) throw error
        store = spareStore.of(configuration)
        return store.run(takeAllowance, keys, values)
      })
      const waitSeconds = outcome === 'allowed' ? 0 : Math.max(1, Math.ceil(Number(wait) / 1_000))
      const returned = known.filter(({ failuresOnly }) => failuresOnly)
      return {
        waitSeconds,
        // Where it was taken: another store has not counted it.
        succeeded: () => (returned.length === 0 ? Promise.resolve() : giveBack(store, returned)),
      }
    },
  }
}

async function giveBack(store: KeyValueStore, limits: readonly (RateLimit & { key: string })[]): Promise<void> {
  const keys = limits.map(({ key }) => key)
  const intervals = limits.map(({ secondsEach }) => secondsEach * 1_000)
  await store.run(returnAllowance, keys, intervals).catch((error: unknown) => {
    // Then it counts for its interval, as a failure would.
    if (!(error instanceof KeyValueStoreUnavailable)) throw error
  })
}

const Named = z.object({ email: z.string() })

/** 128 bits. */
const DIGEST_DIGITS = 32

/** The account is who is signed in, else whose e-mail address is sent. Redis is told digests, never an address. */
async function keyOf({ name, by }: RateLimit, { clientAddress, customerId, body }: Attempt) {
  const email = Named.safeParse(body).data?.email.trim().toLowerCase()
  const of = by === 'ip' ? clientAddress : (customerId ?? email)
  return of === undefined
    ? undefined
    : rateLimitKey(`${name}-${by}`, (await hexadecimalDigest(of)).slice(0, DIGEST_DIGITS))
}
