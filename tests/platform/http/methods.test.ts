import { describe, expect, test } from 'vitest'
import { manifest } from '../../../functions/_manifest.ts'
import { router } from '../../../functions/_router.ts'
import { bareEndpoint, toyEndpoint, toyRequest } from './toy-endpoint.ts'

const env = { LOG_LEVEL: 'silent' }
const get = bareEndpoint()
const requestWith = (method: string, path = '/toys', headers = {}) =>
  new Request(new URL(path, 'http://shop.example'), { method, headers })

describe('a single function', () => {
  test('404 not_found for another path', async () => {
    const response = await get.fetch(requestWith('GET', '/toys/1'), env)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'not_found' })
  })

  test('a trailing slash is optional', async () => {
    expect((await get.fetch(requestWith('GET', '/toys/'), env)).status).toBe(200)
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('405 with Allow for %s', async (method) => {
    const response = await get.fetch(requestWith(method), env)
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
    expect(await response.json()).toMatchObject({ code: 'method_not_allowed' })
  })

  test('405 lists only its own method', async () => {
    const response = await toyEndpoint().fetch(requestWith('GET', '/toys/t1'), env)
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test('HEAD has the headers of GET and no body', async () => {
    const [head, full] = [await get.fetch(requestWith('HEAD'), env), await get.fetch(requestWith('GET'), env)]
    expect(head.status).toBe(200)
    expect(head.headers.get('content-type')).toBe(full.headers.get('content-type'))
    expect(await head.text()).toBe('')
    expect(await full.json()).toEqual({ toys: 3 })
  })

  test('responses are not cached by default, and not sniffed', async () => {
    const { headers } = await get.fetch(requestWith('GET'), env)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('headers of the handler are part of the response', async () => {
    const response = await toyEndpoint().fetch(
      toyRequest({ path: '/toys/t9?colour=blue', headers: { 'x-size': '4' } }),
      env,
    )
    expect([response.status, response.headers.get('x-toy')]).toEqual([201, 'made'])
    expect(await response.json()).toEqual({ toyId: 't9', colour: 'blue', size: 4, name: 'Bear' })
  })
})

describe('behind the router', () => {
  const shop = router(env)
  const send = (method: string, path: string, headers = {}) => shop.fetch(requestWith(method, path, headers), env)

  test.each(['/index.html', '/nothing', '/carts/a/b', '/products/a/b', '/%zz', '/products/%zz', '/carts/%E0%A4%A'])(
    '404 for %s',
    async (path) => {
      const response = await send('GET', path)
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(await response.json()).toMatchObject({ code: 'not_found' })
    },
  )

  test.each(['PATCH', 'POST', 'OPTIONS'])('405 for %s lists all methods of the path', async (method) => {
    const response = await send(method, '/carts/crt_1/coupon')
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')?.split(', ').sort()).toEqual(['DELETE', 'PUT'])
  })

  test('405 lists HEAD beside GET', async () => {
    const response = await send('DELETE', '/products')
    expect(response.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD'])
  })

  test('every path returns 405 for a method that it does not have', async () => {
    for (const { definition } of manifest) {
      const taken = manifest.filter((one) => one.definition.route === definition.route)
      const methods = taken.map((one): string => one.definition.method)
      const none = ['PATCH', 'PUT', 'DELETE'].find((method) => !methods.includes(method)) ?? ''
      const { status, headers } = await send(none, definition.route.replaceAll(/\{\w+\}/g, 'x'))
      expect([status, headers.get('allow')], definition.route).toEqual([
        405,
        expect.stringContaining(definition.method),
      ])
    }
  })

  test('HEAD of a page has its headers and no body', async () => {
    const response = await send('HEAD', '/docs')
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await response.text()).toBe('')
  })

  test('a trailing slash is ignored', async () => {
    expect((await send('GET', '/docs/')).status).toBe(200)
  })
})
