import { describe, expect, test } from 'vitest'
import { router } from '../../../functions/_router.ts'
import { readRequestId } from '../../../shared/platform/http/request-id.ts'
import { toyEndpoint, toyRequest } from './toy-endpoint.ts'

const env = { LOG_LEVEL: 'silent' }
const toy = toyEndpoint()
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const requestWith = (id: string) => toyRequest({ headers: { 'x-request-id': id } })

test.each(['checkout-7f3a2b', 'A.b_c-12', 'a'.repeat(128)])('a well-formed id is used: %s', async (id) => {
  const { headers } = await toy.fetch(requestWith(id), env)
  expect(headers.get('x-request-id')).toBe(id)
})

test.each([
  'short-7',
  'a'.repeat(129),
  'two words 1',
  'naïve-12345',
  'a,b,c,d,e',
  '../../../etc',
  '<script>1</script>',
])('an ill-formed id is replaced: %s', async (id) => {
  const { headers } = await toy.fetch(requestWith(id), env)
  expect(headers.get('x-request-id')).toMatch(UUID)
})

test('without an id each request gets a new one', async () => {
  const ids = await Promise.all(
    [1, 2].map(async () => (await toy.fetch(toyRequest(), env)).headers.get('x-request-id')),
  )
  expect(ids[0]).toMatch(UUID)
  expect(ids[0]).not.toBe(ids[1])
})

test('an error contains the id in its body', async () => {
  const response = await toy.fetch(toyRequest({ body: '{', headers: { 'x-request-id': 'mine-12345' } }), env)
  expect(await response.json()).toMatchObject({ code: 'malformed_json', requestId: 'mine-12345' })
})

describe('every response has the id', () => {
  const asking = { 'access-control-request-method': 'PUT', origin: 'https://shop.example' }
  test.each([
    ['an unknown path', 'GET', '/nothing', {}],
    ['an unsupported method', 'DELETE', '/carts', {}],
    ['a preflight', 'OPTIONS', '/carts', asking],
    ['a preflight for an unknown path', 'OPTIONS', '/nothing', asking],
    ['an OPTIONS request without preflight headers', 'OPTIONS', '/carts', {}],
    ['a HEAD', 'HEAD', '/docs', {}],
  ])('%s', async (_what, method, path, headers) => {
    const request = new Request(`http://shop.example${path}`, {
      method,
      headers: { ...headers, 'x-request-id': 'mine-12345' },
    })
    const response = await router(env).fetch(request, env)
    expect(response.headers.get('x-request-id')).toBe('mine-12345')
  })
})

test('a repeated header is ill-formed', () => {
  const request = toyRequest()
  request.headers.append('x-request-id', 'first-12345')
  request.headers.append('x-request-id', 'second-12345')
  expect(readRequestId(request)).toMatch(UUID)
})
