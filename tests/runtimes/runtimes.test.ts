import { afterAll, describe, expect, test } from 'vitest'
import { manifest } from '../../functions/_manifest.ts'
import { hasPostgres } from '../support/database.ts'
import { buildFunctions } from '../support/edge-bundles.ts'
import { runtimes } from '../support/runtimes.ts'
import { redisUrl } from '../support/servers.ts'
import { startReceiver } from '../webhooks/receiver.ts'
import { answersElsewhere, malformedRequests } from './probes.ts'
import { tellStory } from './scenario/run-scenario.ts'
import { bareStage, setStage } from './scenario-shop.ts'
import { expectAlike, type Fetch, tellerOf } from './transcript.ts'

/**
 * Every function, bundled for the edge, in every runtime, on a Postgres behind Neon's protocol and a Redis behind
 * Upstash's. The container tells the same story on a shop of its own: both must read alike, word for word.
 */
const MILLISECONDS = 180_000
const HOME = 'http://127.0.0.1'
const isStaged = hasPostgres() && redisUrl !== undefined
const skipped = [
  ...(isStaged ? [] : ['what needs a database, for want of TEST_DATABASE_URL and TEST_REDIS_URL']),
  ...runtimes.filter((runtime) => !runtime.isInstalled).map(({ name }) => `${name}, which is not installed`),
]
for (const what of skipped) process.stderr.write(`SKIPPED in tests/runtimes: ${what}\n`)

const now = new Date()
const bundles = await buildFunctions()
const files = new Map(bundles.map(({ name }) => [name.split('/').at(-1), name]))
const receiver = await startReceiver()
afterAll(() => receiver.stop())
const teller = (fetch: Fetch, origin: string) => tellerOf(fetch, origin, (operation) => files.get(operation) ?? '')
const stageOf = () => (isStaged ? setStage({ receiver: receiver.url, now }) : bareStage())
const home = await stageOf()

test('every endpoint of the manifest is a function of its own, and every function is in the manifest', () => {
  expect([...files.keys()].sort()).toEqual(manifest.map(({ definition }) => definition.operation).sort())
})

const original = teller(home.container, HOME)
test.runIf(isStaged)(
  'the story, as the container tells it, has every function at work that changes something',
  async () => {
    await tellStory(original, home.cast)
    const succeeded = new Set(original.told.filter(({ status }) => status < 300).map(({ operation }) => operation))
    const changing = manifest.filter(({ definition }) => definition.method !== 'GET')
    expect(changing.map(({ definition }) => definition.operation).filter((name) => !succeeded.has(name))).toEqual([])
    expect(original.told.filter(({ status }) => status >= 500)).toEqual([])
  },
)

describe.each(runtimes)('every function, in $name,', async (runtime) => {
  if (!runtime.isInstalled) return test.skip('is not tested: it is not installed')
  const stage = await stageOf()
  const origin = await runtime.start(bundles, stage.env)

  test('answers its own route, and problems on all else', async () => {
    for (const { definition } of manifest) await answersElsewhere(teller(fetch, origin), definition)
  })

  test('refuses malformed requests as in the container', async () => {
    const told = teller(fetch, origin)
    await malformedRequests(told, stage.cast)
    const expected = teller(home.container, HOME)
    await malformedRequests(expected, stage.cast)
    expectAlike(told, expected)
  })

  test.runIf(isStaged)('tells the story as the container does', { timeout: MILLISECONDS }, async () => {
    const own = teller(fetch, origin)
    await tellStory(own, stage.cast)
    expectAlike(own, original)
    expect(await stage.broken()).toEqual([])

    const reads = own.told.filter(({ method, status }) => method === 'GET' && status < 400)
    const [here, there] = [teller(fetch, origin), teller(stage.container, HOME)]
    for (const { operation, path, sending } of reads) {
      await here.tell(operation, path, sending)
      await there.tell(operation, path, sending)
    }
    expectAlike(here, there)
  })
  test.runIf(isStaged)('answers 503 while the database is away', async () => {
    await stage.loseDatabase()
    const { tell } = teller(fetch, origin)
    const cart = await tell('get-cart', '/carts/crt_x')
    expect(cart).toMatchObject({ status: 503, body: { code: 'temporarily_unavailable' } })
    expect(await tell('health', '/health/')).toMatchObject({ status: 503, body: { status: 'fail' } })
    expect((await tell('liveness', '/health/live')).status).toBe(200)
  })
})
