import { spawnSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { deno } from '../../../scripts/build/targets/deno.ts'
import { lambda } from '../../../scripts/build/targets/lambda.ts'
import { netlify } from '../../../scripts/build/targets/netlify.ts'
import { vercel } from '../../../scripts/build/targets/vercel.ts'
import { installRuntimes } from '../../../scripts/test/install-runtimes.ts'
import { jobs } from '../../../shared/jobs/jobs.ts'
import { hasPostgres } from '../../support/database.ts'
import { startNeonEndpoint } from '../../support/neon-endpoint.ts'
import { testShop } from '../../support/shop.ts'
import { buildTarget } from './build-target.ts'
import { callerOf, expectSameRefusalsAsContainer, secrets, shop } from './deployed-shop.ts'
import { NetlifyConfiguration, SamTemplate, VercelConfiguration } from './formats.ts'
import { startProgram } from './hosts/program.ts'
import { runVercel } from './hosts/vercel.ts'

/** Builds what each platform deploys, reads it like the platform, and runs it in the platform's runtime. */
const targets = {
  vercel: await buildTarget(vercel),
  netlify: await buildTarget(netlify),
  deno: await buildTarget(deno),
  lambda: await buildTarget(lambda),
}
const names = targets.deno.operations.map(({ name }) => name)
const json = async (file: string) => JSON.parse(await readFile(file, 'utf8'))
const host = (file: string) => new URL(`hosts/${file}`, import.meta.url).pathname

describe('vercel', () => {
  test('has a function for each operation, and routes to existing functions', async () => {
    const output = `${targets.vercel.out}/.vercel/output`
    const functions = (await readdir(`${output}/functions`)).map((folder) => folder.replace(/\.func$/, ''))
    expect(new Set(functions)).toEqual(new Set([...names, '_fallback', '_cron']))
    const { routes, crons } = VercelConfiguration.parse(await json(`${output}/config.json`))
    expect(routes.filter(({ dest }) => !functions.includes(dest.slice(1)))).toEqual([])
    expect(crons?.map(({ path }) => path)).toEqual([...jobs.keys()].map((name) => `/_cron/${name}`))
  })

  test('has no scheduler without jobs', async () => {
    const { out } = await buildTarget(vercel, { only: ['get-cart'] })
    expect(VercelConfiguration.parse(await json(`${out}/.vercel/output/config.json`)).crons).toBeUndefined()
    expect(await readdir(`${out}/.vercel/output/functions`)).toEqual(['_fallback.func', 'get-cart.func'])
  })
})

describe('netlify', () => {
  test('declares each operation with its methods, and the fallback last', async () => {
    const { edge_functions: declared } = NetlifyConfiguration.parse(await json(`${targets.netlify.out}/v1/config.json`))
    expect(new Set(declared.map((one) => one.function))).toEqual(new Set([...names, 'fallback']))
    expect(declared.at(-1)).toEqual({ function: 'fallback', path: '/*' })
    const files = await readdir(`${targets.netlify.out}/v1/edge-functions`)
    expect(new Set(files)).toEqual(new Set([...names, 'fallback'].map((name) => `${name}.js`)))
  })

  test('copies its output to .netlify/v1 in the build command', async () => {
    const { out } = await buildTarget(netlify, { only: ['get-cart'] })
    const command = /^command = "(.*)"$/m.exec(await readFile(`${out}/netlify.toml`, 'utf8'))?.[1] ?? ''
    expect(spawnSync('bash', ['-ec', command], { cwd: out }).status).toBe(0)
    expect(await readdir(`${out}/.netlify/v1/edge-functions`)).toEqual(['fallback.js', 'get-cart.js'])
    expect(await json(`${out}/.netlify/v1/config.json`)).toEqual(await json(`${out}/v1/config.json`))
  })

  test('has a scheduled function for each job', async () => {
    const folder = `${targets.netlify.out}/v1/functions`
    expect(new Set(await readdir(folder))).toEqual(new Set([...jobs.keys()].map((name) => `job-${name}.mjs`)))
    const { config } = await import(`${folder}/job-prune.mjs`)
    expect(config).toEqual({ schedule: '0 * * * *' })
  })
})

test('lambda: every template is valid for SAM, and only functions with jobs have schedules', async () => {
  const folders = await readdir(targets.lambda.out)
  expect(new Set(folders)).toEqual(new Set([...names, 'all']))
  const scheduled: string[] = []
  for (const folder of folders) {
    const template = SamTemplate.parse(parse(await readFile(`${targets.lambda.out}/${folder}/template.yaml`, 'utf8')))
    const [fn] = Object.values(template.Resources)
    const events = Object.values(fn?.Properties.Events ?? {}).map(({ Properties }) => JSON.parse(Properties.Input).job)
    if (events.length > 0) scheduled.push(folder)
    expect(events.length === 0 || events).toEqual(events.length === 0 || [...jobs.keys()])
    const given = Object.values(fn?.Properties.Environment.Variables ?? {})
    const refs = given.flatMap((value) => (typeof value === 'object' && 'Ref' in value ? [value.Ref] : []))
    expect(refs).toEqual(Object.keys(template.Parameters))
  }
  expect(scheduled.sort()).toEqual(['all', 'run-job'])
})

describe('on Neon’s driver', async () => {
  if (!hasPostgres()) return test.skip('requires TEST_DATABASE_URL')
  if (!(await installRuntimes())) return test.skip('is not tested: the runtimes are not installed')
  const { env, order, rows } = await testShop({ variables: { ...secrets, LOG_LEVEL: 'silent' } })
  const neon = await startNeonEndpoint(env.DATABASE_URL ?? '')
  afterAll(() => neon.stop())
  const given = { ...secrets, DATABASE_URL: neon.url, LOG_LEVEL: 'info', PORT: '0' }

  async function overdueOrder(): Promise<string> {
    const { id } = await order({ lines: { 'MILK-0001': 1 } })
    await rows(`update orders set expires_at = now() - interval '1 minute' where id = $1`, [id])
    return id
  }
  const statusOf = async (id: string) => (await rows('select status from orders where id = $1', [id]))[0]?.status

  test('vercel behaves in its edge runtime like the container, and its scheduler runs jobs', async () => {
    const origin = await runVercel(`${targets.vercel.out}/.vercel/output`, { ...given, LOG_LEVEL: 'error' })
    await shop(callerOf(origin))
    await expectSameRefusalsAsContainer(origin, env)
    const id = await overdueOrder()
    const { status } = await callerOf(origin)('GET', '/_cron/expire-holds')
    expect([status, await statusOf(id)]).toEqual([401, 'pending_payment'])
    const asVercel = { authorization: `Bearer ${secrets.CRON_SECRET}`, 'user-agent': 'vercel-cron/1.0' }
    const run = await callerOf(origin)('GET', '/_cron/expire-holds', undefined, asVercel)
    expect([run.status, run.body.remaining, await statusOf(id)]).toEqual([200, 0, 'expired'])
  })

  test('netlify behaves in Deno like the container', async () => {
    const folder = `${targets.netlify.out}/v1`
    const args = ['run', '--allow-net', '--allow-env', '--allow-read', '--no-check', host('netlify-host.ts'), folder]
    const { origin } = await startProgram('deno', args, given)
    await shop(callerOf(origin))
    await expectSameRefusalsAsContainer(origin, env)
  })

  test('netlify’s scheduled function runs its job in Node', async () => {
    const id = await overdueOrder()
    const file = `${targets.netlify.out}/v1/functions/job-expire-holds.mjs`
    const calling = `import job from '${file}'; await job(); console.log('Listening on http://done:1'); setInterval(() => {}, 1e6)`
    const { lines } = await startProgram('node', ['--input-type=module', '--eval', calling], given)
    expect(await statusOf(id)).toBe('expired')
    expect(lines.join('\n')).toContain('"job":"expire-holds"')
  })

  test('deno behaves in one program like the container, and its scheduler runs the jobs', async () => {
    const id = await overdueOrder()
    const args = ['run', '--allow-net', '--allow-env', `--config=${targets.deno.out}/all/deno.json`]
    const { origin, lines } = await startProgram('deno', [...args, `${targets.deno.out}/all/main.js`], given)
    await shop(callerOf(origin))
    await expectSameRefusalsAsContainer(origin, env)
    expect(lines.join('\n')).not.toContain('jobs do not run')
    await vi.waitFor(async () => expect(await statusOf(id)).toBe('expired'), { timeout: 150_000, interval: 1_000 })
  }, 200_000)

  test('deno logs when it was started without its scheduler', async () => {
    const args = ['run', '--no-config', '--allow-net', '--allow-env', `${targets.deno.out}/run-job/main.js`]
    const { lines } = await startProgram('deno', args, given)
    expect(lines.join('\n')).toContain('jobs do not run')
  })

  test('deno: each operation is a separate program', async () => {
    const program = `${targets.deno.out}/get-product/main.js`
    const { origin } = await startProgram('deno', ['run', '--allow-net', '--allow-env', program], given)
    expect(await callerOf(origin)('GET', '/products/MILK-0001')).toMatchObject({ status: 200 })
    expect(await callerOf(origin)('GET', '/categories')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  test('lambda behaves through a function URL like the container, and its schedule runs jobs', async () => {
    const { origin, lines } = await startProgram(
      'node',
      [host('lambda-host.ts'), `${targets.lambda.out}/all/index.mjs`],
      given,
    )
    await shop(callerOf(origin))
    await expectSameRefusalsAsContainer(origin, env)
    const id = await overdueOrder()
    const run = (job: string) => fetch(`${origin}/event`, { method: 'POST', body: JSON.stringify({ job }) })
    expect(await (await run('expire-holds')).text()).toBe('ok')
    expect(await statusOf(id)).toBe('expired')
    expect(await (await run('no-such-job')).text()).toBe('failed: Error: failed: no-such-job')
    const logged = lines.filter((line) => !line.startsWith('Listening'))
    expect(logged.map((line) => JSON.parse(line).msg)).toContain('request')
  })

  test('lambda accepts a body in Base64', async () => {
    const { origin } = await startProgram(
      'node',
      [host('lambda-host.ts'), `${targets.lambda.out}/put-item/index.mjs`],
      given,
    )
    const { body } = await callerOf(origin)('GET', '/carts/nothing')
    expect(body.code).toBe('not_found')
    const refused = await fetch(`${origin}/carts/c1/items/s1`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array([0, 255, 128]),
    })
    expect(refused.status).toBe(415)
  })
})
