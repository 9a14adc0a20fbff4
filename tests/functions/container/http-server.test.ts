import { once } from 'node:events'
import type { ServerOptions } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import { openHttpServer } from '../../../functions/_container/http-server.ts'
import { type LoadLimits, measureLoad, shedLoad } from '../../../functions/_container/load.ts'
import { router } from '../../../functions/_router.ts'
import { Problem } from '../../../shared/platform/http/problem-schema.ts'

/** The container's server under slow and malformed requests over raw sockets. */
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const env = { LOG_LEVEL: 'silent', CORS_ALLOWED_ORIGINS: 'https://shop.example' }
const SHORT_LIMITS: ServerOptions = { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 }
const NO_LIMIT: LoadLimits = { maxRequests: 1_000, maxDelayMilliseconds: 60_000 }

type Fetch = (request: Request) => Promise<Response>

async function open(fetch: Fetch, { limits = SHORT_LIMITS, load: loadLimits = NO_LIMIT } = {}) {
  const load = measureLoad(loadLimits)
  const { server, drain } = openHttpServer(shedLoad(fetch, load, env), load, env, limits)
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

function openSocket(port: number) {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  ends.push(() => socket.destroy())
  return socket
}

/** The problem that the server sends before it closes the connection. */
async function readProblem(socket: ReturnType<typeof openSocket>) {
  const raw = await text(socket)
  const [head = '', body = ''] = raw.split('\r\n\r\n')
  expect(head).toMatch(/^connection: close$/im)
  expect(head).toMatch(/^x-request-id: \S+$/im)
  expect(head).toMatch(/^content-type: application\/problem\+json$/im)
  return { status: Number(head.split(' ')[1]), code: Problem.parse(JSON.parse(body)).code }
}

describe('a request that cannot be parsed gets a problem, and its connection is closed', () => {
  test('400 not HTTP', async () => {
    const { port } = await open(shop)
    const socket = openSocket(port)
    socket.write('HELO larder\r\n\r\n')
    expect(await readProblem(socket)).toEqual({ status: 400, code: 'malformed_request' })
  })

  test('431 headers of more than 16 kB', async () => {
    const { port } = await open(shop)
    const socket = openSocket(port)
    socket.write(`GET /docs HTTP/1.1\r\nHost: shop.example\r\nCookie: ${'a'.repeat(17_000)}\r\n\r\n`)
    expect(await readProblem(socket)).toEqual({ status: 431, code: 'headers_too_large' })
  })

  test('413 a body above the limit of the endpoint', async () => {
    const { origin } = await open(shop)
    const body = JSON.stringify({ quantity: 'x'.repeat(70_000) })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${origin}/carts/crt_1/items/A`, { method: 'PUT', headers, body })
    expect(answer.status).toBe(413)
  })
})

describe('the connection of a slow client is closed after the limit', () => {
  test('408 headers that arrive byte by byte', async () => {
    const { port } = await open(shop)
    const socket = openSocket(port)
    socket.write('GET /docs HTTP/1.1\r\nHost: shop.example\r\n')
    const drip = setInterval(() => socket.writable && socket.write('X'), 50)
    ends.push(() => clearInterval(drip))
    expect(await readProblem(socket)).toEqual({ status: 408, code: 'request_timeout' })
  })

  test('a body that arrives byte by byte', async () => {
    const { port } = await open(readsBody)
    const socket = openSocket(port)
    socket.write('POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 1000\r\n\r\n')
    const drip = setInterval(() => socket.writable && socket.write('X'), 50)
    ends.push(() => clearInterval(drip))
    await text(socket)
  })

  test('a connection without a request', async () => {
    const { port } = await open(shop)
    expect(await text(openSocket(port))).toMatch(/^(HTTP\/1.1 408 |$)/)
  })

  test('a hundred slow clients do not block other requests', async () => {
    const load = { maxRequests: 10, maxDelayMilliseconds: 60_000 }
    const { port, origin } = await open(shop, { limits: { ...SHORT_LIMITS, requestTimeout: 20_000 }, load })
    for (let one = 0; one < 100; one++) {
      const head = 'PUT /carts/crt_1/items/A HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/json\r\n'
      openSocket(port).write(`${head}Content-Length: 20\r\n\r\n{`)
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect((await fetch(`${origin}/docs`)).status).toBe(200)
  })
})

describe('under overload', () => {
  /** Requests to /slow are pending until `release` is called. */
  async function busy(limits: Partial<LoadLimits>) {
    const { promise, resolve: release } = Promise.withResolvers<void>()
    const fetchOrWait: Fetch = async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname === '/health/') return new Response('ok')
      if (pathname !== '/slow') return shop(request)
      await promise
      return new Response('done')
    }
    const opened = await open(fetchOrWait, { limits: {}, load: { ...NO_LIMIT, ...limits } })
    const start = () => fetch(`${opened.origin}/slow`)
    return { ...opened, start, release }
  }
  const pause = () => new Promise((resolve) => setTimeout(resolve, 200))

  test('503 overloaded with Retry-After for requests above the maximum, which are not handled', async () => {
    const { origin, start, release } = await busy({ maxRequests: 3 })
    const pending = [start(), start(), start()]
    await pause()
    const answer = await fetch(`${origin}/products`, { headers: { origin: 'https://shop.example' } })
    expect(answer.status).toBe(503)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example')
    expect(Problem.parse(await answer.json()).code).toBe('overloaded')
    release()
    for (const one of await Promise.all(pending)) expect(await one.text()).toBe('done')
    expect((await fetch(`${origin}/docs`)).status).toBe(200)
  })

  test('health checks and preflights are handled', async () => {
    const { origin, start, release } = await busy({ maxRequests: 0 })
    expect((await fetch(`${origin}/health/`)).status).toBe(200)
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' }
    const preflight = await fetch(`${origin}/carts`, { method: 'OPTIONS', headers })
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'POST'])
    expect((await start()).status).toBe(503)
    release()
  })

  test('a slow event loop is overload, until it recovers', async () => {
    const { origin, release } = await busy({ maxDelayMilliseconds: 150 })
    release()
    const block = setInterval(() => {
      const until = performance.now() + 400
      while (performance.now() < until);
    }, 1)
    ends.push(() => clearInterval(block))
    const status = async () => (await fetch(`${origin}/docs`)).status
    await expect.poll(status, { timeout: 20_000 }).toBe(503)
    expect((await fetch(`${origin}/health/`)).status).toBe(200)
    clearInterval(block)
    await expect.poll(status, { timeout: 20_000 }).toBe(200)
  })

  test('a single pause of the process is no overload, however long', async () => {
    const { origin, release } = await busy({ maxDelayMilliseconds: 150 })
    release()
    for (const milliseconds of [700, 4_000]) {
      const delays = monitorEventLoopDelay({ resolution: 20 })
      delays.enable()
      await pause()
      const until = performance.now() + milliseconds
      while (performance.now() < until);
      await new Promise((resolve) => setTimeout(resolve, 1))
      // The mean of one window, which alone would refuse the requests after the longer pause.
      if (milliseconds === 4_000) expect(delays.mean / 1e6).toBeGreaterThan(150)
      delays.disable()
      const end = performance.now() + 2_500
      while (performance.now() < end) {
        expect((await fetch(`${origin}/docs`)).status).toBe(200)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  })

  test('completed requests do not count', async () => {
    const { origin } = await open(shop, { load: { maxRequests: 5, maxDelayMilliseconds: 60_000 } })
    for (let one = 0; one < 20; one++) {
      const answer = await fetch(`${origin}/carts/x/items/A`, { method: 'PUT', body: 'no json' })
      expect(answer.status).toBe(415)
    }
  })
})

describe('while draining', () => {
  test('an open connection gets its response with Connection: close', async () => {
    const { port, drain } = await open(shop)
    const socket = openSocket(port)
    const request = 'GET /docs HTTP/1.1\r\nHost: shop.example\r\n\r\n'
    socket.write(request)
    const [first] = await once(socket, 'data')
    expect(String(first)).toMatch(/^connection: keep-alive$/im)
    const drained = drain({ atOnce: false })
    // The listening socket is closed by now. An idle connection that was closed at once would fail here.
    await new Promise((resolve) => setTimeout(resolve, 600))
    socket.removeAllListeners('data').write(request)
    const rest = await text(socket)
    expect(rest).toContain('HTTP/1.1 200 OK')
    expect(rest).toMatch(/^connection: close$/im)
    await drained
  })

  test('a pending response has Connection: close, and new connections are refused', async () => {
    const { promise, resolve: release } = Promise.withResolvers<void>()
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
    release()
    expect((await answer).headers.get('connection')).toBe('close')
    await drained
  })

  test('an idle connection is closed', async () => {
    const { port, drain } = await open(shop, { limits: { keepAliveTimeout: 60_000 } })
    const socket = openSocket(port)
    socket.write('GET /docs HTTP/1.1\r\nHost: shop.example\r\n\r\n')
    await once(socket, 'data')
    await drain({ atOnce: false })
  })
})
