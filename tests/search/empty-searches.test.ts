import { describe, expect, test } from 'vitest'
import { countableText } from '../../shared/search/count-empty-search.ts'
import { EmptySearchPage } from '../../shared/search/list-empty-searches.ts'
import { staffHeaders } from '../functions/back-office/staff.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const search = async (query: string, times = 1) => {
  for (let time = 0; time < times; time++) await shop.call('GET', `/products?${query}`)
}
const list = async (query = '') =>
  EmptySearchPage.parse((await shop.call('GET', `/admin/searches${query}`, { headers })).body)
/** Counting ends after the response. */
const counted = async (text: string) =>
  expect.poll(async () => (await list('?limit=100')).items.find((item) => item.text === text)?.searches)

describe('GET /admin/searches', () => {
  test('200: searches without result, the most frequent first', async () => {
    await search('q=Zzquinoa', 3)
    await search('q=zz%20%20ube')
    await (await counted('zzquinoa')).toBe(3)
    await (await counted('zz ube')).toBe(1)
    const first = await list('?limit=1')
    expect(first.items[0]).toMatchObject({ text: 'zzquinoa', searches: 3 })
    const second = await list(`?limit=1&cursor=${encodeURIComponent(first.nextCursor ?? '')}`)
    expect(second.items[0]?.text).toBe('zz ube')
    expect((await list('?since=2199-01-01T00:00:00Z')).items).toEqual([])
  })

  test('found, filtered, later pages and corrected searches are not counted', async () => {
    await search('q=milk')
    await search('q=choclate')
    await search('q=zzfiltered&category=fruit')
    await search('q=zzpriced&minPrice=5')
    await search('q=zzstocked&inStock=true')
    await search('q=zzcounted&sort=price&limit=3&facets=true')
    await (await counted('zzcounted')).toBe(1)
    const texts = (await list('?limit=100')).items.map(({ text }) => text)
    for (const text of ['milk', 'choclate', 'zzfiltered', 'zzpriced', 'zzstocked']) expect(texts).not.toContain(text)
  })

  test.each(['?cursor=x', '?cursor=99999999999~a', '?limit=0', '?since=yesterday', '?q=milk'])(
    '422 %s',
    async (query) => {
      expect((await shop.call('GET', `/admin/searches${query}`, { headers })).status).toBe(422)
    },
  )
})

describe('what is counted', () => {
  test.each([
    ['  Oat   MILK ', 'oat milk'],
    ['燕麥奶', '燕麥奶'],
    ['Ｏａｔ', 'oat'],
    ['b12 1000', 'b12 1000'],
    ['me@example.com', null],
    ['91234567', null],
    ['+852 9123 4567', null],
    ['https://example.com/x', null],
    ['flat 5 tower 2 my road my town', null],
    ['x'.repeat(61), null],
    ['%%', null],
  ])('%s: %s', (q, text) => {
    expect(countableText(q)).toBe(text)
  })
})
