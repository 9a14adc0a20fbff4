import { createRequire } from 'node:module'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { openNeon } from '../../shared/platform/db/transports/neon.ts'
import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { hasPostgres } from '../support/database.ts'
import { buildFunctions } from '../support/edge-bundles.ts'
import { redisUrl } from '../support/servers.ts'
import { startReceiver } from '../webhooks/receiver.ts'
import { runScenario } from './scenario/run-scenario.ts'
import { openScenarioShop } from './scenario-shop.ts'
import { createRecorder } from './transcript.ts'

const hasServers = hasPostgres() && redisUrl !== undefined

/** Counts the statements of the edge bundles over Neon's HTTP, where each statement is a request. */
describe('at the edge', async () => {
  if (!hasServers) return test.skip('is skipped without TEST_DATABASE_URL and TEST_REDIS_URL')
  const Sent = z.union([
    z.object({ query: z.string() }),
    z.object({ queries: z.array(z.object({ query: z.string() })) }),
  ])
  const Module = z.object({ default: z.custom<EdgeFunction>() })
  let statements: string[] = []
  let webSockets = 0

  const ownFetch = globalThis.fetch
  vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => {
    if (String(input).endsWith('/sql')) {
      const sent = Sent.parse(JSON.parse(String(init?.body)))
      statements.push(...('query' in sent ? [sent.query] : sent.queries.map(({ query }) => query)))
    }
    return ownFetch(input, init)
  })
  class CountedWebSocket {
    constructor() {
      webSockets++
    }
  }
  vi.stubGlobal('WebSocket', CountedWebSocket)
  const receiver = await startReceiver()
  afterAll(async () => {
    vi.unstubAllGlobals()
    await receiver.stop()
  })

  const shop = await openScenarioShop({ receiver: receiver.url, now: new Date() })
  // By Node itself: the test runner would transform each bundle.
  const require = createRequire(import.meta.url)
  const functions = new Map<string, EdgeFunction>()
  for (const { name, file } of await buildFunctions()) {
    functions.set(name.split('/').at(-1) ?? '', Module.parse(require(file)).default)
  }
  const trips: { operation: string; status: number; statements: string[] }[] = []
  const recorder = createRecorder(
    async (request) => {
      const operation = request.headers.get('x-function') ?? ''
      statements = []
      const response = await functions.get(operation)?.fetch(request, shop.env)
      trips.push({ operation, status: response?.status ?? 0, statements })
      return response ?? Response.error()
    },
    'http://127.0.0.1',
    (operation) => operation,
  )
  await runScenario(recorder, shop.context)
  const most = (operation: string) =>
    Math.max(...trips.filter((trip) => trip.operation === operation).map((trip) => trip.statements.length))
  beforeEach(() => {
    statements = []
  })

  test('POST /orders takes at most two round trips for every status', () => {
    const orders = trips.filter(({ operation }) => operation === 'place-order')
    expect(new Set(orders.map(({ status }) => status))).toEqual(new Set([201, 409, 422]))
    expect(most('place-order')).toBe(2)
  })

  test.each(['get-product', 'list-categories', 'list-slots', 'list-flash-sales', 'get-flash-sale'])(
    '%s takes one',
    (operation) => expect(most(operation)).toBe(1),
  )

  test('list-products takes one, and a second one for facets', () => {
    const searches = recorder.exchanges.filter(({ operation }) => operation === 'list-products')
    const counts = trips.filter(({ operation }) => operation === 'list-products').map((trip) => trip.statements.length)
    const wanted = searches.map(({ path, status }) => (status === 422 ? 0 : path.includes('facets=true') ? 2 : 1))
    expect(counts).toEqual(wanted)
    expect(counts).toContain(1)
  })

  const isInteractive = (statement: string) => /^\s*(begin|start\s|commit|rollback|savepoint|end\b)/i.test(statement)
  test('no statement is a part of an interactive transaction', () => {
    const all = trips.flatMap((trip) => trip.statements)
    expect(all.length).toBeGreaterThan(100)
    expect(all.filter(isInteractive)).toEqual([])
  })

  test('a naive order in an interactive transaction is detected', async () => {
    const database = openNeon(shop.env.DATABASE_URL ?? '')
    const steps = ['begin', "select on_hand from inventory where sku = 'MILK-0001' for update", 'commit']
    for (const text of steps) await database.query({ name: '', text }, [])
    expect(statements).toEqual(steps)
    expect(statements.filter(isInteractive)).toEqual(['begin', 'commit'])
  })

  test('no WebSocket is opened', () => {
    expect(webSockets).toBe(0)
  })
})
