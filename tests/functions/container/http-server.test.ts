import { once } from 'node:events'
import type { ServerOptions } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import { openHttpServer } from '../../../functions/_container/http-server.ts'
import { type LoadLimits, measureLoad, shedLoad } from '../../../functions/_container/load.ts'
import { router } from '../../../functions/_router.ts'
import { Problem } from '../../../shared/platform/http/problem-schema.ts'

/** The container's server on a port of its own, spoken to over sockets as clients that mean no good would. */
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const env = { LOG_LEVEL: 'silent', CORS_ALLOWED_ORIGINS: 'https://shop.example' }
const HASTE: ServerOptions = { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 }
const NO_LIMIT: LoadLimits = { maxRequests: 1_000, maxDelayMilliseconds: 60_000 }

type Fetch = (request: Request) => Promise<Response>

async function open(fetch: Fetch, { limits = HASTE, load: loadLimits = NO_LIMIT } = {}) {
  const load = measureLoad(loadLimits)
  const { server, drain } = openHttpServer(shedLoad(fetch, load, env), load, limits)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, origin: `http://127.0.0.1:${port}`, drain }
}

const shop: Fetch = (request) => router(env).fetch(request, env)
const readsBody: Fetch = async (request) => new Response(await request.text())

function dial(port: number) {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  ends.push(() => socket.destroy())
  return socket
}

/** What a server says before it closes the connection: a problem. */
async function lastWords(socket: ReturnType<typeof dial>) {
  const raw = await text(socket)
  const [head = '', body = ''] = raw.split('\r\n\r\n')
  expect(head).toMatch(/^connection: close$/im)
  expect(head).toMatch(/^x-request-id: \S+$/im)
  expect(head).toMatch(/^content-type: application\/problem\+json$/im)
  return { status: Number(head.split(' ')[1]), code: Problem.parse(JSON.parse(body)).code }
}

describe('what cannot be read as a request is told so, and its connection closed', () => {
  test('400 no HTTP at all', async () => {
    const { port } = await open(shop)
    const socket = dial(port)
    socket.write('HELO larder\r\n\r\n')
    expect(await lastWords(socket)).toEqual({ status: 400, code: 'malformed_request' })
  })

  test('431 headers of more than 16 kB', async () => {
    const { port } = await open(shop)
    const socket = dial(port)
    socket.write(`GET /docs HTTP/1.1\r\nHost: shop.example\r\nCookie: ${'a'.repeat(17_000)}\r\n\r\n`)
    expect(await lastWords(socket)).toEqual({ status: 431, code: 'headers_too_large' })
  })

  test('413 a body of more than the call takes is read no further', async () => {
    const { origin } = await open(shop)
    const body = JSON.stringify({ quantity: 'x'.repeat(70_000) })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${origin}/carts/crt_1/items/A`, { method: 'PUT', headers, body })
    expect(answer.status).toBe(413)
  })
})

describe('a slow client holds its connection no longer than the limit', () => {
  test('408 headers that come a byte at a time', async () => {
    const { port } = await open(shop)
    const socket = dial(port)
    socket.write('GET /docs HTTP/1.1\r\nHost: shop.example\r\n')
    const drip = setInterval(() => socket.writable && socket.write('X'), 50)
    ends.push(() => clearInterval(drip))
    expect(await lastWords(socket)).toEqual({ status: 408, code: 'request_timeout' })
  })

  test('a body that comes a byte at a time', async () => {
    const { port } = await open(readsBody)
    const socket = dial(port)
    socket.write('POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 1000\r\n\r\n')
    const drip = setInterval(() => socket.writable && socket.write('X'), 50)
    ends.push(() => clearInterval(drip))
    await text(socket)
  })

  test('a connection that says nothing', async () => {
    const { port } = await open(shop)
    expect(await text(dial(port))).toMatch(/^(HTTP\/1.1 408 |$)/)
  })

  test('a hundred of them do not keep anybody else from an answer', async () => {
    const load = { maxRequests: 10, maxDelayMilliseconds: 60_000 }
    const { port, origin } = await open(shop, { limits: { ...HASTE, requestTimeout: 20_000 }, load })
    for (let one = 0; one < 100; one++) {
      const head = 'PUT /carts/crt_1/items/A HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/json\r\n'
      dial(port).write(`${head}Content-Length: 20\r\n\r\n{`)
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect((await fetch(`${origin}/docs`)).status).toBe(200)
  })
})

describe('with more at hand than it can answer soon', () => {
  /** Requests that stay under way until they are let go. */
  async function busy(limits: Partial<LoadLimits>) {
    const { promise, resolve: letGo } = Promise.withResolvers<void>()
    const fetchOrWait: Fetch = async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname === '/health/') return new Response('well')
      if (pathname !== '/slow') return shop(request)
      await promise
      return new Response('done')
    }
    const opened = await open(fetchOrWait, { limits: {}, load: { ...NO_LIMIT, ...limits } })
    const start = () => fetch(`${opened.origin}/slow`)
    return { ...opened, start, letGo }
  }
  const inTime = () => new Promise((resolve) => setTimeout(resolve, 200))

  test('503 overloaded and Retry-After at once, for what exceeds it, and none of it begun', async () => {
    const { origin, start, letGo } = await busy({ maxRequests: 3 })
    const underWay = [start(), start(), start()]
    await inTime()
    const answer = await fetch(`${origin}/products`, { headers: { origin: 'https://shop.example' } })
    expect(answer.status).toBe(503)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example')
    expect(Problem.parse(await answer.json()).code).toBe('overloaded')
    letGo()
    for (const one of await Promise.all(underWay)) expect(await one.text()).toBe('done')
    expect((await fetch(`${origin}/docs`)).status).toBe(200)
  })

  test('whoever asks for its health, and a preflight, are answered', async () => {
    const { origin, start, letGo } = await busy({ maxRequests: 0 })
    expect((await fetch(`${origin}/health/`)).status).toBe(200)
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' }
    const preflight = await fetch(`${origin}/carts`, { method: 'OPTIONS', headers })
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'POST'])
    expect((await start()).status).toBe(503)
    letGo()
  })

  test('an event loop that turns too slowly is too much as well, until it turns again', async () => {
    const { origin, letGo } = await busy({ maxDelayMilliseconds: 150 })
    letGo()
    const drown = setInterval(() => {
      const until = performance.now() + 400
      while (performance.now() < until);
    }, 1)
    ends.push(() => clearInterval(drown))
    const status = async () => (await fetch(`${origin}/docs`)).status
    await expect.poll(status, { timeout: 20_000 }).toBe(503)
    expect((await fetch(`${origin}/health/`)).status).toBe(200)
    clearInterval(drown)
    await expect.poll(status, { timeout: 20_000 }).toBe(200)
  })

  test('the load of before is no reason to refuse later', async () => {
    const { origin } = await open(shop, { load: { maxRequests: 5, maxDelayMilliseconds: 60_000 } })
    for (let one = 0; one < 20; one++) {
      const answer = await fetch(`${origin}/carts/x/items/A`, { method: 'PUT', body: 'no json' })
      expect(answer.status).toBe(415)
    }
  })
})

describe('while it drains', () => {
  test('a connection that is open gets its answer, and learns from it that it closes', async () => {
    const { port, drain } = await open(shop)
    const socket = dial(port)
    const ask = 'GET /docs HTTP/1.1\r\nHost: shop.example\r\n\r\n'
    socket.write(ask)
    const [first] = await once(socket, 'data')
    expect(String(first)).toMatch(/^connection: keep-alive$/im)
    const drained = drain({ atOnce: false })
    // Later than the listening socket was closed: an idle connection that is ended at once would refuse this.
    await new Promise((resolve) => setTimeout(resolve, 600))
    socket.removeAllListeners('data').write(ask)
    const rest = await text(socket)
    expect(rest).toContain('HTTP/1.1 200 OK')
    expect(rest).toMatch(/^connection: close$/im)
    await drained
  })

  test('an answer under way says so too, and no new connection is taken', async () => {
    const { promise, resolve: letGo } = Promise.withResolvers<void>()
    const { port, origin, drain } = await open(async () => {
      await promise
      return new Response('done')
    })
    const answer = fetch(origin)
    await new Promise((resolve) => setTimeout(resolve, 200))
    const drained = drain({ atOnce: false })
    await new Promise((resolve) => setTimeout(resolve, 600))
    const [error] = await once(connect(port, '127.0.0.1'), 'error').catch((reason: unknown) => [reason])
    expect(error).toMatchObject({ code: 'ECONNREFUSED' })
    letGo()
    expect((await answer).headers.get('connection')).toBe('close')
    await drained
  })

  test('a connection that nobody uses is closed in the end', async () => {
    const { port, drain } = await open(shop, { limits: { keepAliveTimeout: 60_000 } })
    const socket = dial(port)
    socket.write('GET /docs HTTP/1.1\r\nHost: shop.example\r\n\r\n')
    await once(socket, 'data')
    await drain({ atOnce: false })
  })
})
