import { describe, expect, onTestFinished, test } from 'vitest'
import { Tokens } from '../../shared/accounts/account.ts'
import { LoginBody } from '../../shared/accounts/account-requests.ts'
import { signIn, signInRefusals } from '../../shared/accounts/sign-in.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { database } from '../../shared/platform/db/open.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { keyValueStore } from '../../shared/platform/kv/open.ts'
import { type LimitedShop, limitedShops, login } from '../platform/http/limited-shop.ts'
import { startRedisServer } from '../support/redis-server.ts'
import { redisUrl } from '../support/servers.ts'
import { startUpstashEndpoint } from '../support/upstash-endpoint.ts'

const GUESSES = 32
const BURST = 10
const FAILURES = 'naive:failures'

/** Reads the number of failures, and adds one afterwards. All callers read before the first one writes. */
const naiveLogin = endpoint({
  ...{ operation: 'login', method: 'POST', route: '/auth/login', area: 'Accounts', summary: 'Sign in' },
  ...{ access: 'public', body: LoginBody, refusals: signInRefusals },
  answer: { status: 200, body: Tokens, description: 'Tokens of a new session.' },
  async handle({ configuration, body }) {
    const kv = keyValueStore(configuration)
    const failures = async () => Number(await kv.get(FAILURES))
    if ((await failures()) >= BURST) return new Response(null, { status: 429 })
    const result = await signIn(database(configuration), configuration, body, null)
    if (!result.ok) await kv.set(FAILURES, `${(await failures()) + 1}`, 60_000)
    return result
  },
})

describe.runIf(redisUrl !== undefined)(`${GUESSES} wrong passwords for one account at once, on two servers`, () => {
  /** How many passwords are verified. */
  async function judged(fetchOf: (shop: LimitedShop) => LimitedShop['fetch']): Promise<number> {
    const limitedShop = await limitedShops()
    const redis = await startRedisServer()
    const upstash = await startUpstashEndpoint(redis.url)
    onTestFinished(async () => {
      await upstash.stop()
      await redis.end()
    })
    const shops = [redis.url, upstash.url].map((url) => limitedShop({ REDIS_URL: url }))
    // Warm-up: the first request is slow enough to exceed the Redis timeout, and the server would then count on its own.
    for (const shop of shops) await login(shop, 'somebody-else@example.com', '10.8.0.1')
    const guesses = Array.from({ length: GUESSES }, async (_, n) => {
      const shop = shops[n % shops.length]
      if (shop === undefined) throw new Error('there are two shops')
      return (await login({ ...shop, fetch: fetchOf(shop) }, 'guessed@example.com', `10.7.${n}.1`)).status
    })
    const statuses = await Promise.all(guesses)
    const stores = shops.map(({ env }) => keyValueStore(getConfiguration(env)).counts)
    expect(stores.map(({ failures, skipped }) => failures + skipped)).toEqual([0, 0])
    expect(statuses.filter((status) => status !== 401 && status !== 429)).toEqual([])
    return statuses.filter((status) => status === 401).length
  }

  test(`${BURST} guesses are checked, and no more`, async () => {
    expect(await judged(({ fetch }) => fetch)).toBe(BURST)
  })

  test('more are when failures are counted after the check, and this race detects it', async () => {
    expect(await judged(() => naiveLogin.fetch)).toBeGreaterThan(BURST)
  })
})
