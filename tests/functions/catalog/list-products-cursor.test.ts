import { describe, expect, test } from 'vitest'
import { ProductPage } from '../../../shared/catalog/list-products.ts'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()
const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const follow = (cursor: string, more = '') => shop.call('GET', `/products?cursor=${encodeURIComponent(cursor)}${more}`)

describe('422 for a cursor that is not from this list', () => {
  test.each([
    ['nothing', ''],
    ['words', 'next-page-please'],
    ['base64 of words', Buffer.from('words').toString('base64url')],
    ['base64 of bytes', Buffer.from([0xff, 0xfe, 0]).toString('base64url')],
    ['null', forged(null)],
    ['an object', forged({ sort: 'price', key: 1, sku: 'A' })],
    ['too few elements', forged(['price', 1])],
    ['another sort', forged(['oldest', 1, 'A'])],
    ['a cursor of another list', forged(['2026-11-22T00:00:00.000Z', 'ord_01'])],
    ['a key that is text', forged(['price', '1', 'A'])],
    ['a negative key', forged(['price', -1, 'A'])],
    ['a fraction of a minor unit', forged(['price', 1.5, 'A'])],
    ['a key that no price can have', forged(['price', 2_147_483_648, 'A'])],
    ['a time that no product can have', forged(['newest', 9_007_199_254_740_991, 'A'])],
    ['a SKU that is not text', forged(['price', 1, 7])],
    ['a SKU that is too long', forged(['price', 1, 'A'.repeat(65)])],
    ['a SKU with a NUL character', forged(['price', 1, 'A\u0000'])],
    ['words with a NUL character', forged(['relevance', 1, 'A', 'milk\u0000'])],
    ['words with half a surrogate pair', Buffer.from('["price",1,"A","\\ud83d"]').toString('base64url')],
    ['words that are not text', forged(['relevance', 1, 'A', 7])],
    ['too many words', forged(['relevance', 1, 'A', 'milk '.repeat(101)])],
    ['too long', 'A'.repeat(3001)],
  ])('%s', async (_what, cursor) => {
    const { status, body } = await follow(cursor)
    expect([status, body]).toEqual([422, expect.objectContaining({ code: 'invalid_request' })])
    expect(body).toMatchObject({ errors: [expect.objectContaining({ path: 'query.cursor' })] })
  })
})

describe('200', () => {
  test('a cursor contains its sort order', async () => {
    const { nextCursor } = ProductPage.parse((await shop.call('GET', '/products?sort=-price&limit=5')).body)
    const alone = await follow(nextCursor ?? '', '&limit=5')
    expect(alone.status).toBe(200)
    expect(alone.body).toEqual((await follow(nextCursor ?? '', '&limit=5&sort=-price')).body)
  })

  test('a cursor works after its product is deactivated', async () => {
    const first = ProductPage.parse((await shop.call('GET', '/products?sort=price&limit=5')).body)
    const next = await follow(first.nextCursor ?? '', '&limit=5')
    await shop.rows('update products set active = false where sku = $1', [first.items.at(-1)?.sku])
    expect((await follow(first.nextCursor ?? '', '&limit=5')).body).toEqual(next.body)
  })

  test.each([
    ["' or 1=1 --", forged(['price', 2_147_483_647, "' or 1=1 --"])],
    ['half a surrogate pair', Buffer.from('["price",2147483647,"\\ud83d"]').toString('base64url')],
  ])('a SKU that no product has finds nothing it should not: %s', async (_what, cursor) => {
    const { status, body } = await follow(cursor)
    if (status === 200) expect(body).toEqual({ items: [], nextCursor: null })
    else expect(status).toBe(422)
  })

  test('past the end is an empty page', async () => {
    const { body } = await follow(forged(['price', 2_147_483_647, 'ZZZZ']))
    expect(body).toEqual({ items: [], nextCursor: null })
  })
})
