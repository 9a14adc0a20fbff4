import { execFile } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import * as z from 'zod'
import { tour } from '../../../scripts/tour.ts'
import { PATH, SERVER, startServer, temporaryFolder } from '../../support/server-process.ts'

/** A busy machine starts several processes slowly. */
vi.setConfig({ testTimeout: 240_000 })
const folder = await temporaryFolder()
const start = (env: Record<string, string>, cwd = folder) => startServer(env, cwd)

const EMBEDDED = { DATABASE_URL: `pglite:${join(folder, 'database')}` }
const ADMIN = { ADMIN_EMAIL: 'boss@example.com', ADMIN_PASSWORD: 'k4Pq-92xm-Lw0z' }
const shell = promisify(execFile)

// A start takes seconds, so each test follows one process as far as it goes.
test('a shop in development from its first start over a restart to a second process, a kill and the end', async () => {
  const server = await start({ ...EMBEDDED, ...ADMIN })
  await expect.poll(() => server.stderr()).toContain(tour(server.origin))
  expect(server.stderr()).toContain('Larder in development')
  const { stdout } = await shell('bash', ['-euc', tour(server.origin)])
  const order = Order.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
  expect(order.status).toBe('paid')
  // The first admin exists, and the password is never printed.
  const token = await signIn(server.origin)
  expect(server.log()).toContainEqual(expect.objectContaining({ msg: 'first admin', firstAdmin: 'created' }))
  expect(JSON.stringify(server.log()) + server.stderr()).not.toContain(ADMIN.ADMIN_PASSWORD)
  expect(await server.stop()).toBe(0)
  for (const line of server.log()) expect(line.level).not.toBe('error')

  // Orders and signing keys survive a restart.
  const restarted = await start(EMBEDDED)
  const known = await fetch(`${restarted.origin}/orders/${order.id}`, { headers: { 'x-order-token': 'A'.repeat(43) } })
  expect(known.status).toBe(404)
  const me = await fetch(`${restarted.origin}/me`, { headers: { authorization: `Bearer ${token}` } })
  expect(me.status).toBe(200)
  const health = await fetch(`${restarted.origin}/health/`)
  expect(await health.json()).toMatchObject({ status: 'ok' })
  const again = await shell('bash', ['-euc', tour(restarted.origin)])
  expect(again.stdout).toContain('"number":"L-100002"')

  // A second process cannot open the database, unless the first was killed.
  await expect(start(EMBEDDED)).rejects.toThrow('is open in process')
  await restarted.stop('SIGKILL')
  const after = await start(EMBEDDED)
  expect((await fetch(`${after.origin}/categories`)).status).toBe(200)

  // SIGTERM completes open requests, then the process exits with 0.
  const request = await halfSent(after.origin, '/carts/crt_none/items/MILK-0001', '{"quantity":1}')
  after.signal('SIGTERM')
  // The last line of a job may come between.
  await expect.poll(() => after.log().map(({ msg }) => msg)).toContain('draining')
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await request.finish()).toBe(404)
  expect(await after.ended).toBe(0)
  expect(after.log().at(-1)?.msg).toBe('stopped')
})

const Order = z.object({ id: z.string(), status: z.string() })

async function signIn(origin: string): Promise<string> {
  const response = await fetch(`${origin}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: ADMIN.ADMIN_EMAIL, password: ADMIN.ADMIN_PASSWORD }),
  })
  return z.object({ accessToken: z.string() }).parse(await response.json()).accessToken
}

/** A request whose headers are sent and whose body is pending. */
async function halfSent(origin: string, path: string, body: string) {
  const headers = { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' }
  const request = httpRequest(origin + path, { method: 'PUT', headers })
  const status = new Promise<number | undefined>((resolve, reject) => {
    request.on('response', (response) => resolve(response.resume().statusCode))
    request.on('error', reject)
  })
  request.flushHeaders()
  await new Promise((resolve) => request.on('continue', resolve))
  return {
    finish: () => {
      request.end(body)
      return status
    },
  }
}

test('a shop with an import before its first start has no sample products, and prints how to import', async () => {
  const own = { DATABASE_URL: `pglite:${join(folder, 'own-products')}` }
  const file = join(folder, 'products.csv')
  await writeFile(file, 'sku,name_en,category,price\nCOLA-1,Cola,Drinks > Cola,5.00\n')
  await shell('node', ['scripts/import.ts', file], { env: { PATH, ...own } })
  const server = await start(own)
  await expect.poll(() => server.stderr()).toContain('npm run import')
  expect(server.stderr()).not.toContain('items/MILK-0001')
  // The tour needs a product of the sample catalog. It stops at the refusal and prints it.
  const refused = await shell('bash', ['-c', tour(server.origin)]).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('"product_not_found"') })
  expect(refused).toMatchObject({ stdout: expect.not.stringContaining('unauthenticated') })
  expect(await (await fetch(`${server.origin}/products`)).json()).toMatchObject({ items: [{ sku: 'COLA-1' }] })
  await server.stop()
})

test('exits with one line if the database cannot be reached', async () => {
  for (const url of ['postgres://larder@127.0.0.1:1/nowhere', 'postgres://larder:hunter2@localhost:1/nowhere']) {
    const failed = start({ DATABASE_URL: url })
    await expect(failed).rejects.toThrow(
      /ended with 1: The database \(.*:1\/nowhere\) cannot be used: .*ECONNREFUSED[^\n]*\n$/,
    )
    await expect(failed).rejects.not.toThrow('hunter2')
  }
})

test('a database on another machine requires the mode and secrets, or the shop does not start', async () => {
  const elsewhere = { DATABASE_URL: 'postgres://larder@db.example/larder' }
  await expect(start(elsewhere)).rejects.toThrow(/ended with 2: [\s\S]*DEBUG is required[\s\S]*SECRET_KEY is required/)
  await expect(start({ ...elsewhere, DEBUG: 'True' })).rejects.toThrow(/ended with 2: [\s\S]*SECRET_KEY is required/)
})

/** The other addresses of this machine: one of loopback, and where there is one that of its network. */
function otherAddresses(): string[] {
  const [outside] = Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'),
  )
  return outside === undefined ? ['127.0.0.2'] : ['127.0.0.2', outside.address]
}

test('DATABASE_URL=memory: is a complete shop for this machine only, and says that Redis cannot be used, and why', async () => {
  const server = await start({ DATABASE_URL: 'memory:', REDIS_URL: 'redis://127.0.0.1:1' })
  await expect.poll(() => server.stderr(), { timeout: 10_000 }).toMatch(/NO Redis \(REDIS_URL cannot be used: .+\)/)
  const products = await fetch(`${server.origin}/products?q=milk`)
  expect(await products.text()).toContain('MILK')
  const port = new URL(server.origin).port
  expect((await fetch(`http://127.0.0.1:${port}/health/live`)).ok).toBe(true)
  for (const address of otherAddresses()) await expect(fetch(`http://${address}:${port}/health/live`)).rejects.toThrow()
  expect(await server.stop()).toBe(0)
})

test('HOST opens the shop to the network, and must be an address of this machine', async () => {
  const server = await start({ DATABASE_URL: 'memory:', HOST: '0.0.0.0' })
  for (const address of otherAddresses()) {
    expect((await fetch(`http://${address}:${new URL(server.origin).port}/health/live`)).ok).toBe(true)
  }
  await expect(start({ DATABASE_URL: 'memory:', HOST: '192.0.2.1' })).rejects.toThrow(
    'HOST=192.0.2.1 is not an address',
  )
})

test('without MAIL_URL a production shop logs a warning, with none: it does not', async () => {
  const production = {
    ...{
      DEBUG: 'False',
      DATABASE_URL: 'memory:',
      REDIS_URL: 'memory:',
      ALLOWED_HOSTS: 'localhost',
      PAYMENT_PROVIDER: 'sandbox',
    },
    ...{ SECRET_KEY: 'kX9v2mQ7pL4wT8zB6nR1cY5hJ3dF0gSa', JWT_SECRET_KEY: 'Zr4uW7yBqE2tH9kN5sV8xA1cF6jM3pGd' },
  }
  const warnings = async (env: Record<string, string>) => {
    const server = await start({ ...production, ...env })
    await server.stop()
    return server.log().filter(({ level, msg }) => level === 'warning' && msg.startsWith('MAIL_URL is not set'))
  }
  expect(await warnings({})).toHaveLength(1)
  expect(await warnings({ MAIL_URL: 'none:' })).toHaveLength(0)
})

test('a port in use and an invalid environment are reported without a stack trace', async () => {
  const occupied = createServer().listen(0)
  const address = occupied.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const other = { DATABASE_URL: `pglite:${join(folder, 'other')}` }
  await expect(start({ ...other, PORT: String(port) })).rejects.toThrow(`Port ${port} is in use`)
  occupied.close()
  const fault = start({ PORT: 'eighty', LOG_LEVEL: 'loud', SECRET_KEY: 'short' })
  await expect(fault).rejects.toThrow(/PORT[\s\S]*LOG_LEVEL|LOG_LEVEL[\s\S]*PORT/)
})

test('the README has the tour that the server prints', async () => {
  expect(await readFile('README.md', 'utf8')).toContain(tour('http://localhost:8000'))
})

test('.env may begin with a byte order mark, and one in UTF-16 is refused', async () => {
  const cwd = await mkdtemp(join(folder, 'env-'))
  const run = () => shell('node', [SERVER], { cwd, env: { PATH } }).catch((error: unknown) => error)
  await writeFile(join(cwd, '.env'), '\uFEFFPORT=eighty\r\nDATABASE_URL=memory:\r\n')
  expect(await run()).toMatchObject({ code: 2, stderr: expect.stringMatching(/^ {2}PORT must be a number$/m) })
  await writeFile(join(cwd, '.env'), Buffer.from('\uFEFFPORT=8000\n', 'utf16le'))
  expect(await run()).toMatchObject({ code: 2, stderr: '.env is in UTF-16. Save it as UTF-8.\n' })
})

test('a job that does not exist lists the jobs', async () => {
  const script = join(process.cwd(), 'scripts/run-job.ts')
  const run = (args: string[]) => shell('node', [script, ...args], { env: { PATH } }).catch((error: unknown) => error)
  const all = 'The jobs: expire-holds, .*deliver-outbox'
  expect(await run(['nope'])).toMatchObject({ code: 2, stderr: expect.stringMatching(`There is no job nope. ${all}`) })
  expect(await run([])).toMatchObject({ code: 2, stderr: expect.stringMatching(`Name a job. ${all}`) })
})
