import { afterAll, describe, expect, test } from 'vitest'
import { manifest } from '../../functions/_manifest.ts'
import { hasPostgres } from '../support/database.ts'
import { buildFunctions } from '../support/edge-bundles.ts'
import { runtimes } from '../support/runtimes.ts'
import { redisUrl } from '../support/servers.ts'
import { startReceiver } from '../webhooks/receiver.ts'
import { expectProblemsElsewhere, sendMalformedRequests } from './probes.ts'
import { runScenario } from './scenario/run-scenario.ts'
import { openScenarioShop, openShopWithoutDatabase } from './scenario-shop.ts'
import { createRecorder, expectSameTranscript, type Fetch } from './transcript.ts'

/**
 * Every function, bundled for the edge, in every runtime, on a Postgres behind Neon's protocol and a Redis behind
 * Upstash's. The container runs the same scenario on its own shop: both transcripts must be equal.
 */
const MILLISECONDS = 180_000
const HOME = 'http://127.0.0.1'
const hasServers = hasPostgres() && redisUrl !== undefined
const skipped = [
  ...(hasServers ? [] : ['tests that need TEST_DATABASE_URL and TEST_REDIS_URL']),
  ...runtimes.filter((runtime) => !runtime.isInstalled).map(({ name }) => `${name}, which is not installed`),
]
for (const what of skipped) process.stderr.write(`SKIPPED in tests/runtimes: ${what}\n`)

const now = new Date()
const bundles = await buildFunctions()
const files = new Map(bundles.map(({ name }) => [name.split('/').at(-1), name]))
const receiver = await startReceiver()
afterAll(() => receiver.stop())
const recorder = (fetch: Fetch, origin: string) =>
  createRecorder(fetch, origin, (operation) => files.get(operation) ?? '')
const openShop = () => (hasServers ? openScenarioShop({ receiver: receiver.url, now }) : openShopWithoutDatabase())
const home = await openShop()
// Before the scenario, which imports products: a refused import reports how many a full one would remove.
const refusals = recorder(home.container, HOME)
await sendMalformedRequests(refusals, home.context)

test('every endpoint of the manifest is a function of its own, and every function is in the manifest', () => {
  expect([...files.keys()].sort()).toEqual(manifest.map(({ definition }) => definition.operation).sort())
})

const original = recorder(home.container, HOME)
test.runIf(hasServers)('the scenario in the container covers every function that changes data', async () => {
  await runScenario(original, home.context)
  const succeeded = new Set(original.exchanges.filter(({ status }) => status < 300).map(({ operation }) => operation))
  const changing = manifest.filter(({ definition }) => definition.method !== 'GET')
  expect(changing.map(({ definition }) => definition.operation).filter((name) => !succeeded.has(name))).toEqual([])
  expect(original.exchanges.filter(({ status }) => status >= 500)).toEqual([])
})

describe.each(runtimes)('every function, in $name,', async (runtime) => {
  if (!runtime.isInstalled) return test.skip('is skipped: not installed')
  const shop = await openShop()
  const origin = await runtime.start(bundles, shop.env)

  test('answers its own route, and problems for all others', async () => {
    for (const { definition } of manifest) await expectProblemsElsewhere(recorder(fetch, origin), definition)
  })

  test('refuses malformed requests as in the container', async () => {
    const exchanges = recorder(fetch, origin)
    await sendMalformedRequests(exchanges, shop.context)
    expectSameTranscript(exchanges, refusals)
  })

  test.runIf(hasServers)(
    'runs the scenario with the same answers as the container',
    { timeout: MILLISECONDS },
    async () => {
      const own = recorder(fetch, origin)
      await runScenario(own, shop.context)
      expectSameTranscript(own, original)
      expect(await shop.broken()).toEqual([])

      const reads = own.exchanges.filter(({ method, status }) => method === 'GET' && status < 400)
      const [here, there] = [recorder(fetch, origin), recorder(shop.container, HOME)]
      for (const { operation, path, options } of reads) {
        await here.send(operation, path, options)
        await there.send(operation, path, options)
      }
      expectSameTranscript(here, there)
    },
  )
  test.runIf(hasServers)('answers 503 while the database is unavailable', async () => {
    await shop.stopDatabase()
    const { send } = recorder(fetch, origin)
    const cart = await send('get-cart', '/carts/crt_x')
    expect(cart).toMatchObject({ status: 503, body: { code: 'temporarily_unavailable' } })
    expect(await send('health', '/health/')).toMatchObject({ status: 503, body: { status: 'fail' } })
    expect((await send('liveness', '/health/live')).status).toBe(200)
  })
})
