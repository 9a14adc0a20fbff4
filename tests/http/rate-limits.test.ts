import { describe, expect, onTestFinished, test } from 'vitest'
import { router } from '../../functions/_router.ts'
import { configurationOf } from '../../shared/configuration/configuration.ts'
import { databases } from '../../shared/db/open.ts'
import { signAccessToken } from '../../shared/identity/access-token.ts'
import { keyValueStores, openKeyValueStore } from '../../shared/kv/open.ts'
import { testDatabase } from '../support/database.ts'
import { startRedisServer } from '../support/redis-server.ts'
import { redisUrl } from '../support/servers.ts'
import { startUpstashEndpoint } from '../support/upstash-endpoint.ts'

const { database, env: plain } = await testDatabase()

/** A shop with limits on, and a store of its own. */
function limitedShop(variables: Record<string, string> = {}) {
  const env = { ...plain, RATE_LIMITS: 'True', TRUSTED_PROXIES: '1', ...variables }
  databases.bind(configurationOf(env), database)
  keyValueStores.bind(configurationOf(env), openKeyValueStore(variables.REDIS_URL))
  return { env, fetch: router(env).fetch }
}

type Shop = ReturnType<typeof limitedShop>
let requests = 0

async function login({ fetch, env }: Shop, email: string, address: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': `${++requests}.9.9.9, ${address}` }
  const body = JSON.stringify({ email, password: 'not the right one' })
  return fetch(new Request('http://shop.example/auth/login', { method: 'POST', headers, body }), env)
}

/** How many of so many attempts are taken, each from another address. */
async function takenOfAccount(shop: Shop, attempts: number): Promise<number> {
  const email = `${crypto.randomUUID()}@example.com`
  const answers = []
  for (let n = 0; n < attempts; n++) answers.push(await login(shop, email, `10.0.${n}.1`))
  return answers.filter(({ status }) => status !== 429).length
}

describe('rate limits', () => {
  test('an account that is guessed at is locked, with 429 and Retry-After, from wherever it is tried', async () => {
    const shop = limitedShop()
    expect(await takenOfAccount(shop, 12)).toBe(10)
    const email = 'Somebody@Example.com'
    for (let n = 0; n < 10; n++) await login(shop, email, `10.1.${n}.1`)
    const refused = await login(shop, email.toLowerCase(), '10.1.99.1')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(30)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(await refused.json()).toMatchObject({ code: 'rate_limited' })
    expect((await login(shop, 'another@example.com', '10.1.99.1')).status).toBe(401)
  })

  test('an address that tries many accounts is, whatever it sends along in X-Forwarded-For', async () => {
    const shop = limitedShop()
    const tried = Array.from({ length: 40 }, () => login(shop, `${crypto.randomUUID()}@example.com`, '203.0.113.7'))
    const statuses = (await Promise.all(tried)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(30)
    expect(statuses).toContain(429)
  })

  test('a token tries no more passwords at DELETE /me than at the login', async () => {
    const shop = limitedShop()
    const token = await signAccessToken(configurationOf(shop.env), { customerId: 'cus_tried', role: 'customer' })
    const erase = async (n: number) => {
      const headers = {
        ...{ 'content-type': 'application/json', authorization: `Bearer ${token}` },
        'x-forwarded-for': `10.4.${n}.1`,
      }
      const body = JSON.stringify({ password: 'not the right one' })
      return (await shop.fetch(new Request('http://shop.example/me', { method: 'DELETE', headers, body }), shop.env))
        .status
    }
    const statuses: number[] = []
    for (let n = 0; n < 11; n++) statuses.push(await erase(n))
    expect(statuses.filter((status) => status === 429)).toEqual([429])
    expect(statuses.at(-1)).toBe(429)
  })

  test('claims are limited by who is signed in', async () => {
    const shop = limitedShop()
    const token = await signAccessToken(configurationOf(shop.env), { customerId: 'cus_1', role: 'customer' })
    const claim = async (n: number) => {
      const headers = {
        ...{ 'content-type': 'application/json', authorization: `Bearer ${token}` },
        'x-forwarded-for': `10.2.${n}.1`,
      }
      const request = new Request('http://shop.example/flash-sales/none/claims', {
        method: 'POST',
        headers,
        body: '{}',
      })
      return (await shop.fetch(request, shop.env)).status
    }
    const statuses = await Promise.all(Array.from({ length: 30 }, (_, n) => claim(n)))
    expect(statuses.filter((status) => status === 404).length).toBeLessThan(25)
    expect(statuses).toContain(429)
  })

  test('off in development, and where RATE_LIMITS says so', async () => {
    expect(await takenOfAccount(limitedShop({ RATE_LIMITS: 'False' }), 12)).toBe(12)
    expect(configurationOf({}).rateLimits).toBe(false)
  })

  test('while Redis is away, the process counts by itself', async () => {
    expect(await takenOfAccount(limitedShop({ REDIS_URL: 'redis://127.0.0.1:1' }), 12)).toBe(10)
  })
})

describe.runIf(redisUrl !== undefined)('rate limits on real Redis', () => {
  test('are shared by processes, over TCP and over HTTP', async () => {
    const redis = await startRedisServer()
    const endpoint = await startUpstashEndpoint(redis.url)
    onTestFinished(async () => {
      await endpoint.stop()
      await redis.end()
    })
    const shops = [limitedShop({ REDIS_URL: redis.url }), limitedShop({ REDIS_URL: endpoint.url })]
    const email = 'guessed@example.com'
    const statuses: number[] = []
    for (let n = 0; n < 12; n++) {
      const shop = shops[n % 2]
      if (shop !== undefined) statuses.push((await login(shop, email, `10.3.${n}.1`)).status)
    }
    expect(statuses.filter((status) => status !== 429)).toHaveLength(10)
  })
})
