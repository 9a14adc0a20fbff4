import { describe, expect, test } from 'vitest'
import { router } from '../../../functions/_router.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import { testDatabase } from '../../support/database.ts'
import { bareEndpoint } from './toy-endpoint.ts'

const requestTo = (host: string, path = '/toys', method = 'GET') => new Request(`http://${host}${path}`, { method })

describe('ALLOWED_HOSTS', () => {
  test.each([
    ['shop.example', 'shop.example', 200],
    ['shop.example', 'SHOP.example', 200],
    ['shop.example', 'shop.example:8000', 200],
    ['shop.example', 'api.shop.example', 400],
    ['shop.example', 'shop.example.evil.example', 400],
    ['shop.example', 'evilshop.example', 400],
    ['.shop.example', 'shop.example', 200],
    ['.shop.example', 'a.b.shop.example', 200],
    ['.shop.example', 'evilshop.example', 400],
    ['one.example, two.example', 'two.example', 200],
    ['one.example, two.example', 'three.example', 400],
    ['*.shop.example', 'a.shop.example', 200],
    ['*.shop.example', 'shop.example', 400],
    ['*.shop.example', 'evilshop.example', 400],
    ['https://shop.example/', 'shop.example', 200],
    ['shop.example:8000', 'shop.example', 200],
    ['SHOP.Example.', 'shop.example.', 200],
    ['shop.example', 'shop.example.', 200],
    ['商店.example', '商店.example', 200],
    ['10.0.0.7:8000', '10.0.0.7:9000', 200],
    ['::1', '[::1]:8000', 200],
    ['*', 'anything.example', 200],
    ['', 'anything.example', 200],
  ])('%s, request to %s: %i', async (hosts, host, status) => {
    const response = await bareEndpoint().fetch(requestTo(host), { LOG_LEVEL: 'silent', ALLOWED_HOSTS: hosts })
    expect(response.status).toBe(status)
    if (status === 400) expect(await response.json()).toMatchObject({ code: 'host_not_allowed' })
  })

  test('a host that is not allowed gets 400 for every path and for a preflight', async () => {
    const env = { LOG_LEVEL: 'silent', ALLOWED_HOSTS: 'shop.example' }
    const preflight = new Request('http://evil.example/carts', {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    })
    for (const request of [requestTo('evil.example', '/docs'), requestTo('evil.example', '/nothing'), preflight]) {
      const { status } = await router(env).fetch(request, env)
      expect(status, `${request.method} ${request.url}`).toBe(400)
    }
  })
})

test.each([
  [' shop.example , .api.example,,', ['shop.example', '.api.example']],
  ['https://Shop.Example:8443/,http://b.example', ['shop.example', 'b.example']],
  ['*.shop.example,https://*.b.example', ['*.shop.example', '*.b.example']],
  ['[::1]:8000,2001:DB8::1', ['[::1]', '[2001:db8::1]']],
  ['my_service,localhost,xn--czrs0t.example', ['my_service', 'localhost', 'xn--czrs0t.example']],
])('ALLOWED_HOSTS=%s is normalized', (given, hosts) => {
  expect(getConfiguration({ ALLOWED_HOSTS: given }).allowedHosts).toEqual(hosts)
})

test.each([
  'https://shop.example/path',
  'shop.example/path',
  'shop.*',
  '*shop.example',
  '**.shop.example',
  '.',
  'shop example',
  'user@shop.example',
  'shop.example:port',
  'ftp://shop.example',
  'shop..example',
  '-shop.example',
  '.[::1]',
])('ALLOWED_HOSTS=%s is refused, with what to write', (given) => {
  expect(() => getConfiguration({ ALLOWED_HOSTS: `shop.example,${given}` })).toThrow(
    'ALLOWED_HOSTS must be host names like shop.example, or .shop.example with subdomains: correct entry 2',
  )
})

test('ALLOWED_HOSTS without a host is refused, and * in production', () => {
  expect(() => getConfiguration({ ALLOWED_HOSTS: ' , ' })).toThrow('ALLOWED_HOSTS must name at least one host')
  for (const hosts of ['*', 'shop.example, *']) {
    expect(() => getConfiguration({ DEBUG: 'False', ALLOWED_HOSTS: hosts })).toThrow(
      'ALLOWED_HOSTS must not be * with DEBUG=False',
    )
  }
})

test('CLIENT_ADDRESS_HEADER without TRUSTED_PROXIES is refused', () => {
  expect(() => getConfiguration({ CLIENT_ADDRESS_HEADER: 'Forwarded' })).toThrow('TRUSTED_PROXIES is required')
  expect(getConfiguration({ CLIENT_ADDRESS_HEADER: 'Forwarded', TRUSTED_PROXIES: '1' }).trustedProxies).toBe(1)
})

test('probes and scrapers may use the address of an instance', async () => {
  const { env } = await testDatabase({ embedded: true, variables: { ALLOWED_HOSTS: 'shop.example' } })
  for (const path of ['/health/live', '/health/', '/metrics']) {
    const { status } = await router(env).fetch(requestTo('10.0.0.7:8000', path), env)
    expect(status, path).toBe(200)
  }
  expect((await router(env).fetch(requestTo('10.0.0.7:8000', '/products'), env)).status).toBe(400)
})
