import { describe, expect, test } from 'vitest'
import { router } from '../../../functions/_router.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import { bareEndpoint, toyEndpoint, toyRequest } from './toy-endpoint.ts'

const SHOP = 'https://shop.example'
const env = { LOG_LEVEL: 'silent', CORS_ALLOWED_ORIGINS: `${SHOP}, https://other.example:8443` }

const from = (origin: string, init: { path?: string; method?: string; headers?: Record<string, string> } = {}) =>
  new Request(new URL(init.path ?? '/toys', 'http://api.example'), {
    method: init.method ?? 'GET',
    headers: { origin, ...init.headers },
  })
const preflight = (origin: string, path: string, method = 'PUT') =>
  from(origin, { path, method: 'OPTIONS', headers: { 'access-control-request-method': method } })
const allowed = (response: Response) => response.headers.get('access-control-allow-origin')

describe('a response', () => {
  test.each([SHOP, 'https://other.example:8443'])('allows a listed origin: %s', async (origin) => {
    const { headers } = await bareEndpoint().fetch(from(origin), env)
    expect(headers.get('access-control-allow-origin')).toBe(origin)
    expect(headers.get('access-control-allow-credentials')).toBe('true')
    expect(headers.get('access-control-expose-headers')).toMatch(/X-Request-Id.*Idempotent-Replayed.*Retry-After/)
    expect(headers.get('vary')).toBe('Origin')
  })

  test.each([
    'https://shop.example.evil.example',
    'https://evil.example',
    'http://shop.example',
    'https://shop.example:443',
    'https://shop.example/',
    'https://SHOP.example',
    'https://sub.shop.example',
    'null',
    '*',
  ])('does not allow %s', async (origin) => {
    const response = await bareEndpoint().fetch(from(origin), env)
    expect(response.status).toBe(200)
    expect(allowed(response)).toBeNull()
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('vary')).toBe('Origin')
  })

  test('allows the origin also for a problem', async () => {
    const response = await toyEndpoint().fetch(toyRequest({ body: '{', headers: { origin: SHOP } }), env)
    expect([response.status, allowed(response)]).toEqual([400, SHOP])
  })

  test.each([
    ['404', 'GET', '/nothing'],
    ['405', 'DELETE', '/products'],
  ])('allows the origin also for a %s of the router', async (status, method, path) => {
    const response = await router(env).fetch(from(SHOP, { method, path }), env)
    expect([response.status, allowed(response)]).toEqual([Number(status), SHOP])
  })
})

describe('a preflight', () => {
  test('204 with methods, headers and a lifetime', async () => {
    const response = await router(env).fetch(preflight(SHOP, '/carts/crt_1/coupon'), env)
    expect(response.status).toBe(204)
    expect(allowed(response)).toBe(SHOP)
    expect(response.headers.get('access-control-allow-methods')?.split(', ').sort()).toEqual(['DELETE', 'PUT'])
    for (const header of ['Idempotency-Key', 'Content-Type', 'X-Order-Token', 'Authorization', 'X-Request-Id']) {
      expect(response.headers.get('access-control-allow-headers')).toContain(header)
    }
    expect(Number(response.headers.get('access-control-max-age'))).toBeGreaterThan(0)
    expect(response.headers.get('access-control-allow-credentials')).toBe('true')
    for (const [name, value] of response.headers) if (name.startsWith('access-control-')) expect(value).not.toBe('*')
    expect(await response.text()).toBe('')
  })

  test('of a single function lists its methods', async () => {
    const response = await bareEndpoint().fetch(preflight(SHOP, '/toys', 'GET'), env)
    expect([response.status, response.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD'])
  })

  test.each(['https://evil.example', 'null'])('does not allow %s', async (origin) => {
    for (const [fn, path] of [
      [bareEndpoint(), '/toys'],
      [router(env), '/carts'],
    ] as const) {
      const response = await fn.fetch(preflight(origin, path), env)
      const names = [...response.headers.keys()].filter((name) => name.startsWith('access-control-'))
      expect(names).toEqual([])
    }
  })

  test('allows the headers that browsers, storefronts and tracing tools send', async () => {
    const names =
      'if-none-match,sentry-trace,baggage,traceparent,tracestate,cache-control,pragma,x-b3-traceid,x-datadog-trace-id,newrelic,x-requested-with,content-type'
    const request = preflight(SHOP, '/carts')
    request.headers.set('access-control-request-headers', names)
    for (const fn of [router(env), bareEndpoint()]) {
      const response = await fn.fetch(request, env)
      const listed = response.headers.get('access-control-allow-headers')?.toLowerCase().split(', ') ?? []
      expect(listed).toEqual(expect.arrayContaining(names.split(',')))
      expect(new Set(listed).size).toBe(listed.length)
    }
    request.headers.set('access-control-request-headers', 'x-good, x bad, "x", *, , x-good')
    const listed = (await router(env).fetch(request, env)).headers.get('access-control-allow-headers') ?? ''
    expect(listed).toMatch(/X-Request-Id, If-Match, x-good(, \*)?$/)
  })

  test.each([
    'capacitor://localhost',
    'ionic://localhost',
    'tauri://localhost',
    'chrome-extension://abcdefgh',
    'http://localhost:5173',
  ])('allows the app %s', async (origin) => {
    const own = { ...env, CORS_ALLOWED_ORIGINS: `${SHOP},${origin}` }
    const response = await router(own).fetch(preflight(origin, '/carts'), own)
    expect([response.status, allowed(response)]).toEqual([204, origin])
  })
})

test.each([
  ['https://shop.example/', 'https://shop.example'],
  ['HTTPS://Shop.Example:443', 'https://shop.example'],
  ['http://shop.example:80/', 'http://shop.example'],
  ['https://商店.example', 'https://xn--czrs0t.example'],
  ['Capacitor://localhost', 'capacitor://localhost'],
])('CORS_ALLOWED_ORIGINS=%s is normalized to %s', (given, origin) => {
  expect(getConfiguration({ CORS_ALLOWED_ORIGINS: given }).corsAllowedOrigins).toEqual([origin])
})

test.each([
  'https://shop.example/path',
  'https://*.shop.example',
  '*',
  'null',
  'shop.example',
  'file://',
  'https://user@shop.example',
  'https://shop.example?x',
  'javascript://localhost',
  'capacitor://',
  'capacitor://localhost/app',
])('CORS_ALLOWED_ORIGINS=%s is refused, with what to write', (given) => {
  const parse = () => getConfiguration({ CORS_ALLOWED_ORIGINS: `${SHOP},${given}` })
  expect(parse).toThrow(
    'CORS_ALLOWED_ORIGINS must be exact origins like https://shop.example or capacitor://localhost: correct entry 2',
  )
})
