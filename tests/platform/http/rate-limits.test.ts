import { describe, expect, onTestFinished, test } from 'vitest'
import { register } from '../../../shared/accounts/register.ts'
import { signAccessToken } from '../../../shared/platform/auth/access-token.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import { database } from '../../../shared/platform/db/open.ts'
import { startRedisServer } from '../../support/redis-server.ts'
import { redisUrl } from '../../support/servers.ts'
import { startUpstashEndpoint } from '../../support/upstash-endpoint.ts'
import { type LimitedShop, limitedShops, login } from './limited-shop.ts'

const limitedShop = await limitedShops()
const PASSWORD = 'the right one, which is long'

/** How many attempts are accepted, each from another address. */
async function countAccepted(shop: LimitedShop, attempts: number): Promise<number> {
  const email = `${crypto.randomUUID()}@example.com`
  const answers = []
  for (let n = 0; n < attempts; n++) answers.push(await login(shop, email, `10.0.${n}.1`))
  return answers.filter(({ status }) => status !== 429).length
}

describe('rate limits', () => {
  test('an account is locked after too many wrong passwords from any address, with 429 and Retry-After', async () => {
    const shop = limitedShop()
    expect(await countAccepted(shop, 12)).toBe(10)
    const email = 'Somebody@Example.com'
    for (let n = 0; n < 10; n++) await login(shop, email, `10.1.${n}.1`)
    const refused = await login(shop, email.toLowerCase(), '10.1.99.1')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(30)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(await refused.json()).toMatchObject({ code: 'rate_limited' })
    expect((await login(shop, 'another@example.com', '10.1.99.1')).status).toBe(401)
  })

  test('a right password does not count, and does not reset the limit', async () => {
    const shop = limitedShop()
    const email = `${crypto.randomUUID()}@example.com`
    const made = await register(database(getConfiguration(shop.env)), { email, password: PASSWORD, name: 'Ann' })
    expect(made.ok).toBe(true)
    const statuses = async (passwords: (string | undefined)[]) => {
      const seen = []
      for (const [n, password] of passwords.entries()) seen.push(await login(shop, email, `10.5.${n}.1`, password))
      return seen.map(({ status }) => status)
    }
    expect(await statuses(Array(12).fill(PASSWORD))).toEqual(Array(12).fill(200))
    expect(await statuses(Array(9).fill(undefined))).toEqual(Array(9).fill(401))
    expect(await statuses([PASSWORD, PASSWORD, undefined])).toEqual([200, 200, 401])
    // The right password is refused too, else the response would confirm it.
    expect(await statuses([undefined, PASSWORD])).toEqual([429, 429])
  })

  test('existing and unknown accounts get the same responses', async () => {
    const shop = limitedShop()
    const [known, unknown] = [`${crypto.randomUUID()}@example.com`, `${crypto.randomUUID()}@example.com`]
    await register(database(getConfiguration(shop.env)), { email: known, password: PASSWORD, name: 'Ann' })
    const responsesFor = async (email: string) => {
      const seen = []
      for (let n = 0; n < 12; n++) {
        const answer = await login(shop, email, `10.6.${n}.1`)
        const { requestId: _own, detail, ...problem } = Object(await answer.json())
        // The seconds to wait decrease meanwhile.
        seen.push({ ...problem, detail: String(detail).replace(/\d+/, 'N'), headers: [...answer.headers.keys()] })
      }
      return seen
    }
    expect(await responsesFor(known)).toEqual(await responsesFor(unknown))
  })

  test('an address that tries many accounts is limited, also with a forged X-Forwarded-For', async () => {
    const shop = limitedShop()
    const tried = Array.from({ length: 40 }, () => login(shop, `${crypto.randomUUID()}@example.com`, '203.0.113.7'))
    const statuses = (await Promise.all(tried)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(30)
    expect(statuses).toContain(429)
  })

  test('DELETE /me limits wrong passwords like the login', async () => {
    const shop = limitedShop()
    const token = await signAccessToken(getConfiguration(shop.env), { customerId: 'cus_tried', role: 'customer' })
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

  test('claims are limited by account', async () => {
    const shop = limitedShop()
    const token = await signAccessToken(getConfiguration(shop.env), { customerId: 'cus_1', role: 'customer' })
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

  test('are off in development and with RATE_LIMITS=False', async () => {
    expect(await countAccepted(limitedShop({ RATE_LIMITS: 'False' }), 12)).toBe(12)
    expect(getConfiguration({}).rateLimits).toBe(false)
  })

  test('while Redis is unavailable, the process counts alone', async () => {
    expect(await countAccepted(limitedShop({ REDIS_URL: 'redis://127.0.0.1:1' }), 12)).toBe(10)
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
