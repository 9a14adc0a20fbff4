import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import * as z from 'zod'
import { tour } from '../../../scripts/tour.ts'
import { emptyDatabase, hasPostgres } from '../../support/database.ts'

/** The container's entry as a separate process. */
const folder = await mkdtemp(join(tmpdir(), 'larder-start-'))
const running = new Set<{ stop(): Promise<unknown> }>()
afterAll(async () => {
  await Promise.all([...running].map((server) => server.stop()))
  await rm(folder, { recursive: true, force: true })
})

const PATH = `${process.cwd()}/node_modules/.bin:/usr/bin:/bin`
const LogLine = z.looseObject({ level: z.string(), time: z.iso.datetime(), msg: z.string() })
const Listening = LogLine.extend({ port: z.int() })

async function start(env: Record<string, string>) {
  const child = spawn('node', ['functions/_server.ts'], { env: { PATH, PORT: '0', ...env } })
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      stdout += chunk
      const line = stdout.split('\n').find((text) => text.includes('"listening"'))
      if (line !== undefined) resolve(Listening.parse(JSON.parse(line)).port)
    })
    void ended.then((code) => reject(new Error(`ended with ${code}: ${stderr}`)))
  })
  const server = {
    origin: `http://localhost:${port}`,
    log: () =>
      stdout
        .trim()
        .split('\n')
        .map((line) => LogLine.parse(JSON.parse(line))),
    stderr: () => stderr,
    signal: (name: NodeJS.Signals) => child.kill(name),
    ended,
    async stop(name: NodeJS.Signals = 'SIGINT') {
      running.delete(server)
      child.kill(name)
      return ended
    },
  }
  running.add(server)
  return server
}

const embedded = { DATABASE_URL: `pglite:${join(folder, 'database')}` }
const shell = promisify(execFile)

test('the printed tour works, and a restart loses no data', async () => {
  const server = await start(embedded)
  await expect.poll(() => server.stderr()).toContain(tour(server.origin))
  expect(server.stderr()).toContain('Larder in development')
  const { stdout } = await shell('bash', ['-euc', tour(server.origin)])
  const order = z
    .object({ id: z.string(), status: z.string() })
    .parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
  expect(order.status).toBe('paid')
  expect(await server.stop()).toBe(0)
  for (const line of server.log()) expect(line.level).not.toBe('error')

  const restarted = await start(embedded)
  const known = await fetch(`${restarted.origin}/orders/${order.id}`, { headers: { 'x-order-token': 'A'.repeat(43) } })
  expect(known.status).toBe(404)
  const health = await fetch(`${restarted.origin}/health/`)
  expect(await health.json()).toMatchObject({ status: 'ok' })
  const again = await shell('bash', ['-euc', tour(restarted.origin)])
  expect(again.stdout).toContain('"number":"L-100002"')
  await restarted.stop()
})

test('a shop with an import before its first start has no sample products, and prints how to import', async () => {
  const own = { DATABASE_URL: `pglite:${join(folder, 'own-products')}` }
  const file = join(folder, 'products.csv')
  await writeFile(file, 'sku,name_en,category,price\nCOLA-1,Cola,Drinks > Cola,5.00\n')
  await shell('node', ['scripts/import.ts', file], { env: { PATH, ...own } })
  const server = await start(own)
  await expect.poll(() => server.stderr()).toContain('npm run import')
  expect(server.stderr()).not.toContain('items/MILK-0001')
  expect(await (await fetch(`${server.origin}/products`)).json()).toMatchObject({ items: [{ sku: 'COLA-1' }] })
  await server.stop()
})

test('ADMIN_EMAIL and ADMIN_PASSWORD create the first admin, and the password is never printed', async () => {
  const admin = { email: 'boss@example.com', password: 'k4Pq-92xm-Lw0z' }
  const variables = { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password }
  const server = await start({ DATABASE_URL: `pglite:${join(folder, 'with-admin')}`, ...variables })
  const login = await fetch(`${server.origin}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(admin),
  })
  expect(login.status).toBe(200)
  expect(server.log()).toContainEqual(expect.objectContaining({ msg: 'first admin', firstAdmin: 'created' }))
  expect(JSON.stringify(server.log()) + server.stderr()).not.toContain(admin.password)
  await server.stop()
})

test('exits with the reason if the first admin cannot be created', async () => {
  const variables = { ADMIN_EMAIL: 'boss@example.com', ADMIN_PASSWORD: 'k4Pq-92xm-Lw0z' }
  const failed = start({ DATABASE_URL: 'postgres://larder@127.0.0.1:1/nowhere', ...variables })
  await expect(failed).rejects.toThrow(/ended with 1: The first admin cannot be created: /)
})

test.runIf(hasPostgres())('exits with an instruction if the database is not migrated', async () => {
  const { url } = await emptyDatabase()
  const failed = start({ DATABASE_URL: url })
  await expect(failed).rejects.toThrow(/ended with 1: The database lacks \d+ migrations, .* npm run migrate/)
})

test('DATABASE_URL=memory: is a complete shop for the lifetime of the process', async () => {
  const server = await start({ DATABASE_URL: 'memory:' })
  const products = await fetch(`${server.origin}/products?q=milk`)
  expect(await products.text()).toContain('MILK')
  expect(await server.stop()).toBe(0)
})

test('without MAIL_URL a production shop logs a warning, with none: it does not', async () => {
  const production = {
    ...{ DEBUG: 'False', DATABASE_URL: 'memory:', ALLOWED_HOSTS: 'localhost', PAYMENT_PROVIDER: 'sandbox' },
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

test('SIGTERM completes open requests, then the process exits with 0', async () => {
  const server = await start(embedded)
  const request = await halfSent(server.origin, '/carts/crt_none/items/MILK-0001', '{"quantity":1}')
  server.signal('SIGTERM')
  await expect.poll(() => server.log().at(-1)?.msg).toBe('draining')
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await request.finish()).toBe(404)
  expect(await server.ended).toBe(0)
  expect(server.log().at(-1)?.msg).toBe('stopped')
})

test('a second process cannot open the embedded database, unless the first was killed', async () => {
  const server = await start(embedded)
  await expect(start(embedded)).rejects.toThrow('is open in process')
  await server.stop('SIGKILL')
  const after = await start(embedded)
  expect((await fetch(`${after.origin}/categories`)).status).toBe(200)
  await after.stop()
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
