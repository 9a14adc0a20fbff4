import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { beforeAll, expect, onTestFinished } from 'vitest'
import type { AdministrableDatabase, Database } from '../../shared/platform/db/database.ts'
import { flashSaleKeys } from '../../shared/platform/kv/keys.ts'
import { brokenInvariants, stock } from '../races/race-shop.ts'
import { testDatabase } from '../support/database.ts'
import { type RedisServer, startRedisServer } from '../support/redis-server.ts'
import { bundles } from './bundles.ts'
import { type ClaimLoad, createClaimLoad, signInAll } from './claim-load.ts'
import { type ServerProcess, startServer } from './server-process.ts'

export const ALLOCATION = 500
export const CUSTOMERS = 5_000
export const ATTEMPTS = 20_000
export const saleId = 'fls_load'
const NAIVE_SERVER = fileURLToPath(new URL('./naive-gate-server.ts', import.meta.url))
const PREPARATION_MILLISECONDS = 300_000
/** After an in-flight lease has lapsed nothing may be stranded; a busy machine takes longer. */
const SOLD_OUT_MILLISECONDS = 60_000
/**
 * Allowed answers to a claim. An overloaded process refuses without any effect. After a timeout of Postgres the claim may
 * exist, and a retry returns it.
 */
const EXPECTED = ['claimed', 'flash_sale_sold_out', 'flash_sale_limit_reached', 'overloaded', 'temporarily_unavailable']

export interface HotSale {
  database: AdministrableDatabase
  redis: RedisServer
  servers: (ServerProcess | undefined)[]
  start(): Promise<ServerProcess>
  load: ClaimLoad
}

/** Created once for a test file: the bundles of the server and of the naive server, and signed-in customers. */
export function preparedSales(): { entry: string; naiveEntry: string; tokens: string[] } {
  const prepared = { entry: '', naiveEntry: '', tokens: [] as string[] }
  beforeAll(async () => {
    const built = await bundles(NAIVE_SERVER)
    Object.assign(prepared, { entry: built.server, naiveEntry: built.of(NAIVE_SERVER) })
    prepared.tokens = await signInAll(CUSTOMERS)
  }, PREPARATION_MILLISECONDS)
  return prepared
}

interface Opening {
  /** What the two servers run. */
  entry: string
  tokens: readonly string[]
  claimSeconds?: number
  variables?: Record<string, string>
}

/** A sale of 500 units, one for each customer, on two servers with their own Redis. */
export async function openHotSale({ entry, tokens, claimSeconds = 600, variables = {} }: Opening): Promise<HotSale> {
  const { database, url } = await testDatabase()
  const redis = await startRedisServer()
  const start = () =>
    startServer({
      ...{ entry, databaseUrl: url },
      variables: { REDIS_URL: redis.url, FLASH_SALE_CLAIM_SECONDS: `${claimSeconds}`, ...variables },
    })
  await stock(database, [{ sku: 'HOT', onHand: ALLOCATION + 100 }])
  const window = { startsAt: new Date(Date.now() - 1_000), endsAt: new Date(Date.now() + 3_600_000) }
  const flashSales = [{ id: saleId, sku: 'HOT', price: 100, allocation: ALLOCATION, perCustomerLimit: 1, ...window }]
  await database.call('seed_shop', {
    ...{ categories: [], products: [], promotions: [], coupons: [], deliverySlots: [], flashSales },
  })
  const servers: (ServerProcess | undefined)[] = []
  const load = createClaimLoad(() => servers.map((server) => server?.origin), tokens)
  onTestFinished(async () => {
    load.close()
    await Promise.all(servers.map((server) => server?.end('SIGKILL')))
    await redis.end()
  })
  servers.push(await start(), await start())
  return { database, redis, servers, start, load }
}

export async function readClaims(database: Database): Promise<{ units: number; customers: number; ids: Set<string> }> {
  const text = "select id, quantity, customer_id from flash_sale_claims where sale_id = $1 and status <> 'released'"
  const rows = await database.query({ name: '', text }, [saleId])
  return {
    units: rows.reduce((sum, row) => sum + Number(row.quantity), 0),
    customers: new Set(rows.map((row) => row.customer_id)).size,
    ids: new Set(rows.map(({ id }) => String(id))),
  }
}

/** Whether Redis has a gate that was built from the database. */
export async function isGateBuilt({ redis }: HotSale): Promise<boolean> {
  const client = new Redis(redis.url)
  return client
    .hexists(flashSaleKeys(saleId).gate, 'units')
    .then((found) => found === 1)
    .finally(() => client.disconnect())
}

/** Claims were made or refused; nothing failed, and no answer was lost. */
export function expectAnswers(tally: Record<string, number>): void {
  expect(Object.keys(tally).filter((code) => !EXPECTED.includes(code))).toEqual([])
}

/** Sends claims until all units are claimed: unconfirmed leases lapse, and then the gate admits others. */
export async function sellOut({ load, database }: HotSale, milliseconds = SOLD_OUT_MILLISECONDS): Promise<number> {
  const deadline = Date.now() + milliseconds
  for (;;) {
    const { units } = await readClaims(database)
    if (units >= ALLOCATION || Date.now() > deadline) return units
    await load.run(saleId, 2 * ALLOCATION)
  }
}

/** All units are claimed, one a customer. Acknowledged claims exist, and released ones do not. */
export async function expectSoldOut(sale: HotSale): Promise<void> {
  const { database, load } = sale
  expect(await sellOut(sale)).toBe(ALLOCATION)
  const { units, customers, ids } = await readClaims(database)
  expect({ units, customers }).toEqual({ units: ALLOCATION, customers: ALLOCATION })
  expect([...load.acknowledged].filter((id) => !ids.has(id))).toEqual([])
  expect([...load.released].filter((id) => ids.has(id))).toEqual([])
  expect(await brokenInvariants(database)).toEqual([])
}
