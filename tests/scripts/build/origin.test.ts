import { serve } from '@hono/node-server'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { router } from '../../../functions/_router.ts'
import { deno } from '../../../scripts/build/targets/deno.ts'
import { lambda } from '../../../scripts/build/targets/lambda.ts'
import { netlify } from '../../../scripts/build/targets/netlify.ts'
import { vercel } from '../../../scripts/build/targets/vercel.ts'
import { workers } from '../../../scripts/build/targets/workers.ts'
import { installRuntimes } from '../../../scripts/test/install-runtimes.ts'
import { hasPostgres } from '../../support/database.ts'
import { startNeonEndpoint } from '../../support/neon-endpoint.ts'
import { testShop } from '../../support/shop.ts'
import { buildTarget } from './build-target.ts'
import { callerOf, expectSameRefusalsAsContainer, secrets, shop } from './deployed-shop.ts'
import { startProgram } from './hosts/program.ts'
import { runVercel } from './hosts/vercel.ts'
import { runWorkers } from './hosts/workers.ts'

/** Two functions at the edge, the others in the container, on one database. */
describe('the container serves operations that are not built', async () => {
  if (!hasPostgres()) return test.skip('requires TEST_DATABASE_URL')
  if (!(await installRuntimes())) return test.skip('is not tested: the runtimes are not installed')
  const { env } = await testShop({ variables: { ...secrets, LOG_LEVEL: 'silent' } })
  const neon = await startNeonEndpoint(env.DATABASE_URL ?? '')
  const forwarded: string[] = []
  const from: (string | null)[] = []
  const { fetch: container } = router(env)
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, () => resolve(started))
  })
  afterAll(async () => {
    server.close()
    await neon.stop()
  })
  function answer(request: Request): Promise<Response> {
    forwarded.push(`${request.method} ${new URL(request.url).pathname.replace(/crt_\w+/, '{cartId}')}`)
    from.push(request.headers.get('x-forwarded-for'))
    return container(request, env)
  }
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const options = { only: ['get-product', 'put-item'], origin }
  const given = { ...secrets, DATABASE_URL: neon.url, LOG_LEVEL: 'error', PORT: '0' }
  const host = (file: string) => new URL(`hosts/${file}`, import.meta.url).pathname
  const start: Record<string, () => Promise<string>> = {
    'one Worker': async () => (await runWorkers((await buildTarget(workers, options)).out, ['all'], given)).origin,
    'a front Worker': async () => {
      const { out } = await buildTarget(workers, options)
      return (await runWorkers(out, ['front', 'get-product', 'put-item'], given)).origin
    },
    vercel: async () => runVercel(`${(await buildTarget(vercel, options)).out}/.vercel/output`, given),
    netlify: async () => {
      const folder = `${(await buildTarget(netlify, options)).out}/v1`
      const flags = ['run', '--no-check', '--allow-net', '--allow-env', '--allow-read']
      return (await startProgram('deno', [...flags, host('netlify-host.ts'), folder], given)).origin
    },
    deno: async () => {
      const { out } = await buildTarget(deno, options)
      return (await startProgram('deno', ['run', '--allow-net', '--allow-env', `${out}/all/main.js`], given)).origin
    },
    lambda: async () => {
      const { out } = await buildTarget(lambda, options)
      return (await startProgram('node', [host('lambda-host.ts'), `${out}/all/index.mjs`], given)).origin
    },
  }
  beforeEach(() => {
    forwarded.length = 0
    from.length = 0
  })

  test.each(Object.entries(start))('behind %s', async (name, open) => {
    const edge = await open()
    await shop(callerOf(edge))
    expect(forwarded).toContain('POST /orders')
    expect(forwarded).toContain('POST /carts')
    expect(forwarded.filter((one) => /^GET \/products\/|^PUT \/carts\/\{cartId\}\/items\//.test(one))).toEqual([])
    // Workers read it from a header that only Cloudflare sends.
    if (!name.includes('Worker')) expect(from).not.toContain(null)
    await expectSameRefusalsAsContainer(edge, env)
    expect(forwarded).toContain('OPTIONS /carts/c1/items/s1')
  })

  test('a single function forwards other operations', async () => {
    const { out } = await buildTarget(workers, { only: ['get-product'], origin })
    const call = callerOf((await runWorkers(out, ['get-product'], given)).origin)
    expect((await call('GET', '/products/MILK-0001')).body.sku).toBe('MILK-0001')
    expect(forwarded).toEqual([])
    expect((await call('GET', '/products?limit=1')).status).toBe(200)
    expect(forwarded).toEqual(['GET /products'])
  })

  test('the address is that of Cloudflare, also with a forged header', async () => {
    const { out } = await buildTarget(workers, { only: ['get-product'], origin })
    const call = callerOf((await runWorkers(out, ['all'], given)).origin)
    const forged = { 'cf-connecting-ip': '203.0.113.9', 'x-forwarded-for': '192.0.2.66' }
    await call('GET', '/categories', undefined, forged)
    expect(from).toEqual(['203.0.113.9'])
  })

  test('503 while the container is unavailable; built operations still respond', async () => {
    const { out } = await buildTarget(workers, { only: ['get-product'], origin: 'http://127.0.0.1:1' })
    const { origin: edge, lines } = await runWorkers(out, ['all'], given)
    const refused = await callerOf(edge)('GET', '/categories', undefined, { 'x-request-id': 'mine-12345' })
    expect(refused).toMatchObject({ status: 503, body: { code: 'temporarily_unavailable', requestId: 'mine-12345' } })
    expect(refused.headers.get('retry-after')).toBe('2')
    expect((await callerOf(edge)('GET', '/products/MILK-0001')).status).toBe(200)
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['the origin does not respond'])
  })
})
