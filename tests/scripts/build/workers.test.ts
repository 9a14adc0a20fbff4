import { readdir, readFile } from 'node:fs/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { workers } from '../../../scripts/build/targets/workers.ts'
import { installRuntimes } from '../../../scripts/test/install-runtimes.ts'
import { hasPostgres } from '../../support/database.ts'
import { startNeonEndpoint } from '../../support/neon-endpoint.ts'
import { testShop } from '../../support/shop.ts'
import { buildTarget } from './build-target.ts'
import { callerOf, expectSameRefusalsAsContainer, secrets, shop } from './deployed-shop.ts'
import { readJsonc, WranglerConfiguration } from './formats.ts'
import { runWorkers } from './hosts/workers.ts'

const built = await buildTarget(workers, { env: { PAYMENT_PROVIDER: 'stripe', DATABASE_URL: 'neon://secret' } })
const names = built.operations.map(({ name }) => name)
const readConfiguration = async (folder: string, out = built.out) =>
  WranglerConfiguration.parse(readJsonc(await readFile(`${out}/${folder}/wrangler.jsonc`, 'utf8')))

test('every operation has a folder, and so have `all` and `front`', async () => {
  const folders = await readdir(built.out)
  expect(new Set(folders)).toEqual(new Set([...names, 'all', 'front']))
  for (const folder of folders) expect((await readConfiguration(folder)).name).toBe(`larder-${folder}`)
})

test('only the names of secrets are included', async () => {
  for (const folder of await readdir(built.out)) {
    const text = await readFile(`${built.out}/${folder}/wrangler.jsonc`, 'utf8')
    expect(text).not.toContain('neon://')
    const { vars } = await readConfiguration(folder)
    expect(vars).toEqual({ ALLOWED_HOSTS: 'api.shop.example', PAYMENT_PROVIDER: 'stripe', DEBUG: 'False' })
  }
})

test('each Worker requires the secrets that it uses', async () => {
  const requiredBy = async (folder: string) => (await readConfiguration(folder)).secrets.required
  expect(await requiredBy('front')).toEqual([])
  expect(await requiredBy('get-product')).toEqual(['DATABASE_URL'])
  expect(await requiredBy('all')).toEqual([
    ...['SECRET_KEY', 'JWT_SECRET_KEY', 'DATABASE_URL', 'REDIS_URL'],
    ...['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  ])
})

test('no route of a Worker matches another operation', async () => {
  const single = await Promise.all(
    names.map(async (name) => [name, (await readConfiguration(name)).routes ?? []] as const),
  )
  const routed = single.filter(([, routes]) => routes.length > 0)
  expect(routed.length).toBeGreaterThan(5)
  for (const [name, routes] of routed) {
    const prefixes = routes.map((route) => route.replace('api.shop.example', '').replace(/\*$/, ''))
    const taken = built.operations.filter(({ route }) => prefixes.some((prefix) => route.startsWith(prefix)))
    expect(taken.map((operation) => operation.name)).toEqual([name])
  }
  expect((await readConfiguration('get-cart')).routes).toBeUndefined()
  expect((await readConfiguration('front')).services).toHaveLength(names.length)
})

test('an operation that is built alone has a route', async () => {
  const alone = await buildTarget(workers, { only: ['get-product'], host: 'store.shop.example' })
  expect((await readConfiguration('get-product', alone.out)).routes).toEqual(['store.shop.example/products/*'])
  const listing = await buildTarget(workers, { only: ['list-products'] })
  // Routes are compared with the URL including the query.
  expect((await readConfiguration('list-products', listing.out)).routes).toEqual(['api.shop.example/products*'])
})

test('only Workers that run jobs have triggers', async () => {
  const folders = await readdir(built.out)
  const triggered = await Promise.all(
    folders.map(async (folder) => [folder, (await readConfiguration(folder)).triggers]),
  )
  expect(triggered.filter(([, triggers]) => triggers !== undefined)).toEqual([
    ['all', { crons: ['* * * * *', '0 * * * *'] }],
    ['run-job', { crons: ['* * * * *', '0 * * * *'] }],
  ])
})

describe('in workerd, on Neon’s driver', async () => {
  if (!hasPostgres()) return test.skip('requires TEST_DATABASE_URL')
  if (!(await installRuntimes())) return test.skip('is not tested: the runtimes are not installed')
  const { env, order, rows } = await testShop({ variables: { ...secrets, LOG_LEVEL: 'silent' } })
  const neon = await startNeonEndpoint(env.DATABASE_URL ?? '')
  afterAll(() => neon.stop())
  const given = { ...secrets, DATABASE_URL: neon.url, LOG_LEVEL: 'info' }

  test('single Workers behind the front Worker behave like the container', async () => {
    const { origin } = await runWorkers(built.out, ['front', ...names], given)
    await shop(callerOf(origin))
    await expectSameRefusalsAsContainer(origin, env)
    // More than eighty isolates start.
  }, 300_000)

  test('one Worker with all operations behaves like the container', async () => {
    const { origin } = await runWorkers(built.out, ['all'], given)
    await shop(callerOf(origin))
    await expectSameRefusalsAsContainer(origin, env)
  })

  test.each(['all', 'run-job'])('a trigger of %s runs the jobs that are due', async (folder) => {
    const { trigger, lines } = await runWorkers(built.out, [folder], given)
    const { id } = await order({ lines: { 'MILK-0001': 1 } })
    await rows(`update orders set expires_at = now() - interval '1 minute' where id = $1`, [id])
    expect(await trigger('0 * * * *')).toBe('ok')
    expect(await rows('select status from orders where id = $1', [id])).toEqual([{ status: 'pending_payment' }])
    expect(await trigger('* * * * *')).toBe('ok')
    expect(await rows('select status from orders where id = $1', [id])).toEqual([{ status: 'expired' }])
    const line = lines.map((line) => JSON.parse(line)).find(({ msg, job }) => msg === 'job' && job === 'expire-holds')
    expect(line).toMatchObject({ level: 'info', processed: 1, request_id: expect.stringMatching(/^job_/) })
  })

  test('a failed job fails its trigger, and is logged', async () => {
    const { trigger, lines } = await runWorkers(built.out, ['run-job'], { ...given, LOG_LEVEL: 'error' })
    await rows('alter function prune(jsonb) rename to prune_gone')
    expect(await trigger('0 * * * *')).toBe('exception')
    await rows('alter function prune_gone(jsonb) rename to prune')
    expect(lines.filter((line) => line.includes('"msg":"job failed"')).map((line) => JSON.parse(line).job)).toEqual([
      'prune',
    ])
  })

  test('missing secrets are logged, and not returned to the caller', async () => {
    const { origin, lines } = await runWorkers(built.out, ['list-categories'], {})
    const { status, body, headers } = await callerOf(origin)('GET', '/categories')
    expect([status, body.code]).toEqual([500, 'internal_error'])
    expect(headers.get('x-request-id')).toBe(body.requestId)
    expect(JSON.stringify(body)).not.toContain('DATABASE_URL')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        level: 'fatal',
        msg: expect.stringMatching(/valid:\n {2}DATABASE_URL is required with DEBUG=False$/),
      }),
    ])
  })
})
