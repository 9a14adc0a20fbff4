import * as z from 'zod'
import { keyValueStore } from '#key-value-store'
import type { Configuration } from '../configuration/configuration.ts'
import { perConfiguration } from '../configuration/per-configuration.ts'
import { KeyValueStoreUnavailable } from '../kv/key-value-store.ts'
import { rateLimitKey } from '../kv/keys.ts'
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
}

export interface RateLimits {
  limits: readonly RateLimit[]
  /** Seconds to wait; 0 when the request may go on. */
  take(attempt: Attempt, configuration: Configuration): Promise<number>
}

/** While Redis is away each process counts by itself: more may pass, but not without end. */
const spareStore = perConfiguration(() => openMemory())

/** The limits of an endpoint: a request counts against all of them, or is refused and counts against none. */
export function rateLimits(...limits: RateLimit[]): RateLimits {
  return {
    limits,
    async take(attempt, configuration) {
      const counted = await Promise.all(limits.map(async (limit) => ({ ...limit, key: await keyOf(limit, attempt) })))
      const known = counted.filter(({ key }) => key !== undefined)
      if (known.length === 0) return 0
      const keys = known.map(({ key }) => key ?? '')
      const values = known.flatMap(({ secondsEach, burst }) => [secondsEach * 1_000, burst])
      const [outcome, wait] = await keyValueStore(configuration)
        .run(takeAllowance, keys, values)
        .catch((error: unknown) => {
          if (!(error instanceof KeyValueStoreUnavailable)) throw error
          return spareStore.of(configuration).run(takeAllowance, keys, values)
        })
      return outcome === 'allowed' ? 0 : Math.max(1, Math.ceil(Number(wait) / 1_000))
    },
  }
}

const Named = z.object({ email: z.string() })

/** The account is who is signed in, else whose e-mail address is sent. Redis is told digests, never an address. */
async function keyOf({ name, by }: RateLimit, { clientAddress, customerId, body }: Attempt) {
  const email = Named.safeParse(body).data?.email.trim().toLowerCase()
  const of = by === 'ip' ? clientAddress : (customerId ?? email)
  return of === undefined ? undefined : rateLimitKey(`${name}-${by}`, await digest(of))
}

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(bytes.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
