import { describe, expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop({ variables: { CORS_ALLOWED_ORIGINS: 'https://store.example' } })
const paths = ['/categories', '/products?q=milk', '/products/MILK-0001']

describe.each(paths)('GET %s', (path) => {
  test('may be cached by browsers and CDNs, separately for each origin', async () => {
    const { status, headers } = await shop.call('GET', path)
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toMatch(/^public, max-age=\d+, stale-if-error=\d+$/)
    expect(headers.get('etag')).toMatch(/^"[\w-]{22}"$/)
    expect(headers.get('vary')).toBe('Origin')
    expect(headers.get('content-type')).toBe('application/json')
  })

  test('304 without a body for a matching If-None-Match: exact, weak, in a list, or *', async () => {
    const { headers } = await shop.call('GET', path)
    const etag = headers.get('etag') ?? ''
    for (const condition of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await shop.call('GET', path, {
        headers: { 'if-none-match': condition, origin: 'https://store.example' },
      })
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag])
      expect(again.headers.get('cache-control')).toBe(headers.get('cache-control'))
      expect(again.headers.get('vary')).toBe('Origin')
      expect(again.headers.get('access-control-allow-origin')).toBe('https://store.example')
    }
  })

  test('200 for another tag', async () => {
    const { status } = await shop.call('GET', path, { headers: { 'if-none-match': '"other", W/"one more"' } })
    expect(status).toBe(200)
  })

  test('HEAD has the same headers', async () => {
    const { headers } = await shop.call('GET', path)
    const head = await shop.call('HEAD', path)
    expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', headers.get('etag')])
  })
})

test('a changed price changes the tag', async () => {
  const before = (await shop.call('GET', '/products/MILK-0002')).headers.get('etag') ?? ''
  await shop.rows("update products set price = price + 1 where sku = 'MILK-0002'")
  const { status, headers } = await shop.call('GET', '/products/MILK-0002', { headers: { 'if-none-match': before } })
  expect(status).toBe(200)
  expect(headers.get('etag')).not.toBe(before)
})

test.each(['/products/NONE-0001', '/products?limit=0', '/products?cursor=x', '/nothing'])(
  'an error is never cached: %s',
  async (path) => {
    const { status, headers } = await shop.call('GET', path, { headers: { 'if-none-match': '*' } })
    expect(status).toBeGreaterThanOrEqual(400)
    expect([headers.get('cache-control'), headers.get('etag')]).toEqual(['no-store', null])
  },
)

test('a shopper’s own data is never cached', async () => {
  const cart = await shop.cart()
  expect((await shop.call('GET', `/carts/${cart.id}`)).headers.get('cache-control')).toBe('no-store')
})
