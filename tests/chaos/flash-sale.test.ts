import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../shared/db/database.ts'
import { broken, stock } from '../races/crowd.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { startRedisServer } from '../support/redis-server.ts'
import { redisUrl } from '../support/servers.ts'
import { claimCrowd, signInAll } from './claim-crowd.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const ALLOCATION = 500
const CUSTOMERS = 5_000
const ATTEMPTS = 20_000
const KILLS = 20
const OUTAGE_MILLISECONDS = 10_000
const TIMEOUT_MILLISECONDS = 240_000
/** After an in-flight lease has lapsed nothing may be stranded; a busy machine takes longer. */
const SOLD_OUT_MILLISECONDS = 40_000
const SERVER = fileURLToPath(new URL('../../functions/_server.ts', import.meta.url))
const saleId = 'fls_storm'
const tokens: string[] = []
/** Compiled code halves the time of a start, and only a server that ends by itself leaves it. */
const codeCache = await mkdtemp(join(tmpdir(), 'larder-code-'))
afterAll(() => rm(codeCache, { recursive: true, force: true }))

/** A sale of 500 units, two servers, and a Redis of the test's own. */
async function opened({ claimSeconds = 600 } = {}) {
  const { database, url } = await testDatabase()
  const redis = await startRedisServer()
  const variables = { REDIS_URL: redis.url, FLASH_SALE_CLAIM_SECONDS: `${claimSeconds}` }
  const start = () => startServer({ entry: SERVER, databaseUrl: url, codeCache, variables })
  await stock(database, [{ sku: 'HOT', onHand: ALLOCATION + 100 }])
  const window = { startsAt: new Date(Date.now() - 1_000), endsAt: new Date(Date.now() + 3_600_000) }
  const flashSales = [{ id: saleId, sku: 'HOT', price: 100, allocation: ALLOCATION, perCustomerLimit: 1, ...window }]
  await database.call('seed_shop', {
    ...{ categories: [], products: [], promotions: [], coupons: [], deliverySlots: [], flashSales },
  })
  const servers: (ServerProcess | undefined)[] = [await start(), await start()]
  const crowd = claimCrowd(() => servers.map((server) => server?.origin), tokens)
  onTestFinished(async () => {
    crowd.close()
    await Promise.all(servers.map((server) => server?.end('SIGKILL')))
    await redis.end()
  })
  return { database, redis, servers, start, crowd }
}

async function claimsOf(database: Database): Promise<{ units: number; customers: number; ids: string[] }> {
  const text = "select id, quantity, customer_id from flash_sale_claims where sale_id = $1 and status <> 'released'"
  const rows = await database.query({ name: '', text }, [saleId])
  return {
    units: rows.reduce((sum, row) => sum + Number(row.quantity), 0),
    customers: new Set(rows.map((row) => row.customer_id)).size,
    ids: rows.map(({ id }) => String(id)),
  }
}

/** All of it is claimed, by as many customers, and whoever was told of a claim has it. */
async function expectSoldOut(database: Database, told: ReadonlySet<string>): Promise<void> {
  const { units, customers, ids } = await claimsOf(database)
  expect({ units, customers }).toEqual({ units: ALLOCATION, customers: ALLOCATION })
  expect([...told].filter((id) => !ids.includes(id))).toEqual([])
  expect(await broken(database)).toEqual([])
}

describe.runIf(hasPostgres() && redisUrl !== undefined)(`a flash sale of ${ALLOCATION} units, one a customer`, () => {
  beforeAll(async () => {
    tokens.push(...(await signInAll(CUSTOMERS)))
    const { url } = await testDatabase()
    await (await startServer({ entry: SERVER, databaseUrl: url, codeCache })).end('SIGTERM')
  })

  test(`${ATTEMPTS} attempts of ${CUSTOMERS} customers on two servers: exactly ${ALLOCATION} claims`, {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    const { database, crowd } = await opened()
    const tally = await crowd.storm(saleId, ATTEMPTS)
    process.stdout.write(`${JSON.stringify(tally)}\n`)
    expect(tally.claimed).toBe(ALLOCATION)
    // A process with too much at hand says so, and does nothing.
    const expected = ['claimed', 'flash_sale_sold_out', 'flash_sale_limit_reached', 'overloaded']
    expect(Object.keys(tally).filter((code) => !expected.includes(code))).toEqual([])
    await expectSoldOut(database, crowd.told)
  })

  test('claims that nobody buys lapse, and are claimed again by others until the last', {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    const { database, crowd } = await opened({ claimSeconds: 3 })
    await crowd.storm(saleId, 3 * ALLOCATION)
    await sleep(3_500)
    const again = await crowd.storm(saleId, 5 * ALLOCATION)
    // Everything that lapsed within the second run may be had once more in it.
    expect(again.claimed).toBeGreaterThanOrEqual(ALLOCATION)
    expect(await broken(database)).toEqual([])
  })

  test('Redis is flushed three times, restarted, and away for 10 s, while claims keep coming', {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    const { database, redis, crowd } = await opened()
    const tallies: Record<string, number>[] = []
    const claims = async (count: number) => tallies.push(await crowd.storm(saleId, count))
    for (let flush = 0; flush < 3; flush++) await Promise.all([claims(120), sleep(30).then(redis.flush)])
    await redis.stop()
    await claims(40)
    await redis.start()
    await claims(20)
    await redis.stop()
    const away = sleep(OUTAGE_MILLISECONDS)
    await claims(20)
    const degraded = await fetch(`${crowd.origin()}/health/`).then((answer) => answer.json())
    expect(degraded).toMatchObject({ status: 'degraded', checks: { redis: { status: 'fail' } } })
    await away
    await redis.start()
    await claims(5 * ALLOCATION)
    await expectSoldOut(database, crowd.told)
    expect(
      tallies.flatMap((tally) => Object.keys(tally)).filter((code) => /^(lost|internal|status)/.test(code)),
    ).toEqual([])
  })

  test(`one server is killed ${KILLS} times amid claims: what was told is kept, and all is sold`, {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    const { database, servers, start, crowd } = await opened()
    for (let kill = 0; kill < KILLS; kill++) {
      const storm = crowd.storm(saleId, 30)
      await sleep(5 + 3 * kill)
      const victim = servers[0]
      servers[0] = undefined
      await victim?.end('SIGKILL')
      await storm
      servers[0] = await start()
    }
    // Leases of claims that the crash cut off lapse; then the gate lets others in.
    await expect
      .poll(
        async () => {
          await crowd.storm(saleId, 2 * ALLOCATION)
          return (await claimsOf(database)).units
        },
        { timeout: SOLD_OUT_MILLISECONDS, interval: 1_000 },
      )
      .toBe(ALLOCATION)
    await expectSoldOut(database, crowd.told)
  })
})

describe.runIf(redisUrl !== undefined)('what simpler gates do', () => {
  async function connections(count: number) {
    const server = await startRedisServer()
    const clients = Array.from({ length: count }, () => new Redis(server.url))
    onTestFinished(async () => {
      for (const client of clients) client.disconnect()
      await server.end()
    })
    await clients[0]?.set('units', 50)
    return clients
  }

  test('GET, compare, DECR lets more through than there are', async () => {
    const clients = await connections(16)
    const attempts = Array.from({ length: 400 }, async (_, turn) => {
      const client = clients[turn % clients.length]
      if (Number(await client?.get('units')) < 1) return false
      await client?.decr('units')
      return true
    })
    expect((await Promise.all(attempts)).filter(Boolean).length).toBeGreaterThan(50)
  })

  test('DECR alone keeps the units of callers that died before the database knew', async () => {
    const clients = await connections(16)
    const confirmed = new Set<number>()
    const attempt = async (turn: number) => {
      const left = Number(await clients[turn % clients.length]?.decr('units'))
      const dies = turn % 5 === 0
      if (left >= 0 && !dies) confirmed.add(turn)
    }
    for (let turn = 0; turn < 400; turn++) await attempt(turn)
    expect(confirmed.size).toBe(40)
  })
})
