import { describe, expect, test } from 'vitest'
import { router } from '../../../functions/_router.ts'
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
