import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bundleEntries, prelude } from '../../../scripts/build/targets/entries.ts'
import { secrets } from './deployed-shop.ts'
import { startProgram } from './hosts/program.ts'

/** Conversion of events and responses of a function URL, with a function that returns its input. */
const out = await mkdtemp(join(tmpdir(), 'larder-lambda-'))
afterAll(() => rm(out, { recursive: true, force: true }))
const root = new URL('../../../', import.meta.url).pathname
const options = { root, out, operations: [], host: 'x', origin: null, sentry: false, env: {} }
const echo = `
const fn = {
  async fetch(request, env, context) {
    const { pathname, search, host } = new URL(request.url)
    const seen = { method: request.method, pathname, search, host, from: context.connectionAddress }
    if (pathname === '/empty') return new Response(null, { status: 204, headers: { 'x-empty': 'yes' } })
    if (pathname === '/deferred') {
      context.waitUntil(new Promise((resolve) => setTimeout(() => { console.log('deferred work ended'); resolve() }, 500)))
      return new Response('answered')
    }
    const headers = new Headers({ 'x-seen': encodeURIComponent(JSON.stringify({ ...seen, cookie: request.headers.get('cookie') })) })
    headers.append('set-cookie', 'a=1; Path=/')
    headers.append('set-cookie', 'b=2; Expires=Wed, 25 Nov 2026 01:00:00 GMT')
    headers.append('vary', 'Origin')
    headers.append('vary', 'Accept')
    return new Response(request.body, { status: 207, headers })
  },
}`
await bundleEntries(
  options,
  [
    {
      file: 'index.mjs',
      source: `${prelude('lambda', 'lambda', options)}${echo}\nexport const handler = lambda(fn, extras)`,
    },
  ],
  { outExtension: { '.js': '.mjs' }, external: ['node:*'] },
)
const host = new URL('hosts/lambda-host.ts', import.meta.url).pathname
const given = { ...secrets, DATABASE_URL: 'neon://user:password@nowhere.example/shop', LOG_LEVEL: 'error' }
const { origin, lines } = await startProgram('node', [host, `${out}/index.mjs`], given)
const bytes = new Uint8Array(300_000).map((_, index) => index * 7)

test('bytes, cookies, headers, path and query are unchanged in both directions', async () => {
  const response = await fetch(`${origin}/a%20b/%E7%89%9B?q=%E5%A5%B6&q=2`, {
    method: 'POST',
    body: bytes,
    headers: { 'content-type': 'application/octet-stream', cookie: 'x=1; y=2' },
  })
  expect(response.status).toBe(207)
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
  expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Expires=Wed, 25 Nov 2026 01:00:00 GMT'])
  expect(response.headers.get('vary')).toBe('Origin, Accept')
  expect(JSON.parse(decodeURIComponent(response.headers.get('x-seen') ?? ''))).toEqual({
    ...{ method: 'POST', pathname: '/a%20b/%E7%89%9B', search: '?q=%E5%A5%B6&q=2', cookie: 'x=1; y=2' },
    ...{ host: 'abc123.lambda-url.ap-east-1.on.aws', from: '198.51.100.7' },
  })
})

test('text is passed as text', async () => {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${origin}/text`, { method: 'PUT', body: '{"名":"奶"}', headers })
  expect(await response.text()).toBe('{"名":"奶"}')
})

test('a response without a body has its status and headers', async () => {
  const response = await fetch(`${origin}/empty`)
  expect([response.status, response.headers.get('x-empty')]).toEqual([204, 'yes'])
})

test('the handler does not end before deferred work', async () => {
  const response = await fetch(`${origin}/deferred`)
  expect(await response.text()).toBe('answered')
  // The host responds when the handler has ended. Then Lambda freezes the process.
  expect(lines).toContain('deferred work ended')
})
