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

/** What identifies the caller. */
interface Attempt {
  clientAddress: string | undefined
  customerId: string | undefined
  body: unknown
}

/** Allows `burst` requests at once, then one every `secondsEach` seconds. */
export interface RateLimit {
  /** Endpoints with the same name share the limit. */
  name: string
  by: 'ip' | 'account'
  burst: number
  secondsEach: number
  /** Only failures count. A pending request counts until it succeeds, so that parallel attempts are limited too. */
  failuresOnly?: true
}

interface Allowance {
  /** Seconds to wait; 0 when the request is allowed. */
  waitSeconds: number
  /** Removes a successful request from the limits that count failures only. */
  succeeded(): Promise<void>
}

export interface RateLimits {
  limits: readonly RateLimit[]
  take(attempt: Attempt, configuration: Configuration): Promise<Allowance>
}

/** While Redis is unavailable each process counts separately: more requests pass, but not without limit. */
const fallbackStore = perConfiguration(() => openMemory())

/** The limits of an endpoint. A request counts against all of them, or is refused and counts against none. */
export function rateLimits(...limits: RateLimit[]): RateLimits {
  return {
    limits,
    async take(attempt, configuration) {
      const keyed = await Promise.all(limits.map(async (limit) => ({ ...limit, key: await buildKey(limit, attempt) })))
      const applicable = keyed.flatMap(({ key, ...limit }) => (key === undefined ? [] : [{ ...limit, key }]))
      if (applicable.length === 0) return { waitSeconds: 0, succeeded: async () => {} }
      const keys = applicable.map(({ key }) => key)
      const values = applicable.flatMap(({ secondsEach, burst }) => [secondsEach * 1_000, burst])
      let store = keyValueStore(configuration)
      const [outcome, wait] = await store.run(takeAllowance, keys, values).catch((error: unknown) => {
        if (!(error instanceof KeyValueStoreUnavailable)) throw error
        store = fallbackStore.get(configuration)
        return store.run(takeAllowance, keys, values)
      })
      const waitSeconds = outcome === 'allowed' ? 0 : Math.max(1, Math.ceil(Number(wait) / 1_000))
      const returned = applicable.filter(({ failuresOnly }) => failuresOnly)
      return {
        waitSeconds,
        // In the store that counted it.
        succeeded: () => (returned.length === 0 ? Promise.resolve() : returnAllowances(store, returned)),
      }
    },
  }
}

async function returnAllowances(store: KeyValueStore, limits: readonly (RateLimit & { key: string })[]): Promise<void> {
  const keys = limits.map(({ key }) => key)
  const intervals = limits.map(({ secondsEach }) => secondsEach * 1_000)
  await store.run(returnAllowance, keys, intervals).catch((error: unknown) => {
    // The request then counts as a failure, until its interval has passed.
    if (!(error instanceof KeyValueStoreUnavailable)) throw error
  })
}

const WithEmail = z.object({ email: z.string() })

/** 128 bits. */
const DIGEST_DIGITS = 32

/** The account is the signed-in customer, else the e-mail address in the body. Redis stores digests, never an address. */
async function buildKey({ name, by }: RateLimit, { clientAddress, customerId, body }: Attempt) {
  const email = WithEmail.safeParse(body).data?.email.trim().toLowerCase()
  // Callers of unknown address share one limit: a proxy that is not configured must not switch limits off.
  const subject = by === 'ip' ? (clientAddress ?? 'unknown') : (customerId ?? email)
  return subject === undefined
    ? undefined
    : rateLimitKey(`${name}-${by}`, (await hexadecimalDigest(subject)).slice(0, DIGEST_DIGITS))
}
