import { spawnSync } from 'node:child_process'
import { rebuildGate } from '../../shared/flash-sales/gate/gate.ts'
import { leaseUnits } from '../../shared/flash-sales/gate/lease-units.ts'
import { signAccessToken } from '../../shared/platform/auth/access-token.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import type { AdministrableDatabase } from '../../shared/platform/db/database.ts'
import { flashSaleKeys } from '../../shared/platform/kv/keys.ts'
import { openKeyValueStore } from '../../shared/platform/kv/open.ts'
import { startChild } from './child-server.ts'
import { httpClient } from './http-client.ts'
import { type Comparison, compare, measure } from './measure.ts'

const CALLERS = 16
const CUSTOMERS = 8_000
const CLAIMS_PER_TURN = 2_000
const GATE_CALLS_PER_TURN = 20_000
const SKU = 'BENCH-0001'
const BODY = '{"quantity":1}'

export interface FlashClaimFigure {
  /** Compared with a bare Hono handler. */
  soldOut: Comparison
  /** The gate's script with Larder's client, compared with redis-benchmark; null without Redis or redis-benchmark. */
  gate: Comparison | null
}

/**
 * Measures claims in a sold-out sale over HTTP against a bare Hono handler, and the gate's script with Larder's client
 * against redis-benchmark, both over one connection with the same number of pending calls.
 */
export async function benchFlashClaims(
  database: AdministrableDatabase,
  url: string,
  redisUrl: string | undefined,
): Promise<FlashClaimFigure> {
  const saleId = `fls_bench_${process.pid}`
  const endsAt = new Date(Date.now() + 3_600_000)
  const sale = { id: saleId, sku: SKU, price: 100, allocation: 1, perCustomerLimit: 1, startsAt: new Date(0), endsAt }
  const nothing = { categories: [], products: [], promotions: [], coupons: [], deliverySlots: [] }
  await database.call('seed_shop', { ...nothing, flashSales: [sale] })
  const kv = openKeyValueStore(redisUrl)
  try {
    const soldOut = await benchSoldOut(url, redisUrl, saleId)
    // Without Redis the gate is in the memory of the server.
    if (redisUrl === undefined || !hasRedisBenchmark()) return { soldOut, gate: null }
    await rebuildGate(kv, database, saleId, { force: true })
    return { soldOut, gate: await benchGate(kv, redisUrl, saleId) }
  } finally {
    await kv.delete(...Object.values(flashSaleKeys(saleId)))
    await kv.close()
  }
}

async function benchSoldOut(url: string, redisUrl: string | undefined, saleId: string): Promise<Comparison> {
  const servers = {
    sold: await startChild('functions/_server.ts', url, redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    bare: await startChild('scripts/bench/bare-server.ts', url),
  }
  const clients = {
    sold: httpClient(servers.sold.origin, CALLERS),
    bare: httpClient(servers.bare.origin, CALLERS),
  }
  const path = `/flash-sales/${saleId}/claims`
  const tokens = await Promise.all(
    Array.from({ length: CUSTOMERS }, (_, customer) =>
      signAccessToken(getConfiguration({}), { customerId: `cus_${customer}`, role: 'customer' }),
    ),
  )
  const headers = tokens.map((token) => ({ authorization: `Bearer ${token}` }))
  // The buyer of the only unit would get another refusal.
  const others = headers.slice(1)
  const turn = async (name: 'sold' | 'bare', number: number) => {
    const callers = others.slice(number * CLAIMS_PER_TURN, (number + 1) * CLAIMS_PER_TURN)
    const { perSecond } = await measure(callers, CALLERS, (own) => clients[name].send('POST', path, 409, BODY, own))
    return perSecond
  }
  try {
    await clients.sold.send('POST', path, 201, BODY, headers[0])
    return await compare(
      (number) => turn('sold', number),
      (number) => turn('bare', number),
    )
  } finally {
    for (const name of ['sold', 'bare'] as const) {
      clients[name].close()
      await servers[name].stop()
    }
  }
}

async function benchGate(
  kv: ReturnType<typeof openKeyValueStore>,
  redisUrl: string,
  saleId: string,
): Promise<Comparison> {
  const { gate, leases } = flashSaleKeys(saleId)
  const values = ['clm_bench', 'cus_bench', 1, 10_000, 1_000]
  const lease = async () => {
    const [outcome] = await kv.run(leaseUnits, [gate, leases], values)
    if (outcome !== 'sold_out') throw new Error(`the gate returned ${outcome}`)
  }
  const script = ['evalsha', leaseUnits.sha1, '2', gate, leases, ...values.map(String)]
  return compare(
    async () => (await measure(Array(GATE_CALLS_PER_TURN).fill(0), CALLERS, lease)).perSecond,
    async () => redisBenchmark(redisUrl, script),
  )
}

const hasRedisBenchmark = () => spawnSync('redis-benchmark', ['--version']).error === undefined

/** Commands per second of redis-benchmark over one connection, with one pending command for each caller. */
function redisBenchmark(redisUrl: string, command: string[]): number {
  const options = ['-u', redisUrl, '-n', `${GATE_CALLS_PER_TURN}`, '-c', '1', '-P', `${CALLERS}`, '--csv']
  const { stdout } = spawnSync('redis-benchmark', [...options, ...command], { encoding: 'utf8' })
  const perSecond = /^"evalsha[^"]*","([\d.]+)"/m.exec(stdout)?.[1]
  if (perSecond === undefined) throw new Error(`unexpected output of redis-benchmark: ${stdout}`)
  return Number(perSecond)
}
