import { describe, expect, test } from 'vitest'
import { Synonyms } from '../../shared/search/synonyms.ts'
import { staffHeaders } from '../functions/back-office/staff.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const send = (method: string, body?: unknown, more: Record<string, string> = {}) =>
  shop.call(method, '/admin/synonyms', { headers: { ...headers, ...more }, ...(body === undefined ? {} : { body }) })

let made = 0
async function add(name: Record<string, string>, sku = `SYN-${++made}`): Promise<string> {
  const body = { sku, name, category: 'fruit', unit: 'each', price: 1000 }
  const answer = await shop.call('POST', '/admin/products', { headers, body })
  expect(answer.status, answer.text).toBe(201)
  return sku
}
async function find(q: string): Promise<string[]> {
  const { body } = await shop.call('GET', `/products?q=${encodeURIComponent(q)}&limit=100`)
  return Object(body).items.map(({ sku }: { sku: string }) => sku)
}

describe('a new shop finds', () => {
  test.each([
    [{ en: 'Zesty Corn Flakes 500g' }, ['cornflakes', 'zesty cornflakes', 'corn flakes', 'cornfl']],
    [{ en: 'Zappy Cornflakes 375g' }, ['corn flakes', 'zappy corn flakes', 'cornflakes']],
    [{ 'zh-Hant': '奇妙朱古力' }, ['巧克力', '奇妙巧克力', '朱古力', '巧克力 奇妙']],
    [{ 'zh-Hant': '奇妙廁紙 10卷' }, ['衛生紙', '卫生纸', '奇妙衛生紙']],
    [{ en: 'Zen Toilet Rolls 12s' }, ['loo paper', 'toilet paper', 'Loo Rolls', 'zen bog roll']],
    [{ en: 'Weißwurst' }, ['weisswurst', 'Weißwurst', 'WEISSWURST']],
    [{ en: 'Vitamin B12 1,000mcg' }, ['b12 1000 mcg', 'b12 1,000mcg', 'b12 1000µg', 'b12 1000微克']],
    [{ en: 'Seven 7 Up Zippy' }, ['7up zippy', '7 up zippy']],
  ])('%o', async (name, queries) => {
    const sku = await add(name)
    for (const q of queries) expect([q, await find(q)]).toEqual([q, expect.arrayContaining([sku])])
  })

  test('a SKU with leading zeros, and also without them', async () => {
    const sku = await add({ en: 'Numbered' }, '000123')
    expect(await find('000123')).toEqual([sku])
    expect(await find('123')).toContain(sku)
    const other = await add({ en: 'Numbered' }, '123')
    expect(await find('000123')).toEqual([sku])
    expect(await find('123')).toContain(other)
  })

  test('a barcode in every padding and with spaces', async () => {
    const body = {
      sku: 'GTIN-1',
      name: { en: 'Coded' },
      category: 'fruit',
      unit: 'each',
      price: 1,
      barcode: '036000291452',
    }
    expect((await shop.call('POST', '/admin/products', { headers, body })).status).toBe(201)
    for (const q of ['036000291452', '0036000291452', '00036000291452', '36000291452', '0 36000 29145 2'])
      expect([q, await find(q)]).toEqual([q, ['GTIN-1']])
  })

  test.each(['0', '00', '000', '00000000'])('no catalog for q=%s', async (q) => {
    const all = await find('')
    expect((await find(q)).length).toBeLessThan(all.length / 2)
  })
})

describe('words about diets and allergens are not corrected', () => {
  test.each([
    ['Crunch Hall prawn sticks', 'halal'],
    ['Crunch Hall prawn sticks', 'halel'],
    ['Vegas chips', 'vegan'],
    ['Vegas chips', 'vegans'],
    ['Glutes balm', 'gluten'],
    ['Almand paste', 'almond'],
  ])('%s is not found by %s', async (name, q) => {
    const sku = await add({ en: name })
    expect(await find(q)).not.toContain(sku)
  })

  test('Chinese diets are not split into characters', async () => {
    const sku = await add({ 'zh-Hant': '清香真味無油麩皮質感素雞食品' })
    for (const q of ['清真', '素食', '無麩質', '清真雞'])
      expect([q, await find(q)]).not.toEqual([q, expect.arrayContaining([sku])])
  })

  test('a misspelt diet is corrected to the diet', async () => {
    const sku = await add({ en: 'Zebu sausage halal' })
    await add({ en: 'Hall sausage' })
    expect(await find('hallal zebu')).toEqual([sku])
  })
})

describe('GET and PUT /admin/synonyms', () => {
  test('200: staff edit them, and searches use them at once', async () => {
    const sku = await add({ en: 'Quorble flakes' })
    expect(await find('snizzle')).not.toContain(sku)
    const read = await send('GET')
    const { groups } = Synonyms.parse(read.body)
    const tag = { 'if-match': read.headers.get('etag') ?? '' }
    const answer = await send('PUT', { groups: [...groups, ['snizzle', 'quorble', '怪']] }, tag)
    expect(answer).toMatchObject({ status: 200, body: { version: 2 } })
    expect(await find('snizzle')).toContain(sku)
    expect(await find('怪')).toContain(sku)
    expect((await send('PUT', { groups }, tag)).status).toBe(412)
    expect((await send('PUT', { groups })).status).toBe(200)
    expect(await find('snizzle')).not.toContain(sku)
    expect((await find('loo paper')).length).toBeGreaterThan(0)
  })

  test.each([
    ['one term', { groups: [['alone']] }],
    ['a term twice', { groups: [['Tea', 'tea ']] }],
    ['punctuation', { groups: [['%', 'percent']] }],
    ['an empty term', { groups: [['', 'tea']] }],
    ['a long term', { groups: [['x'.repeat(61), 'tea']] }],
    ['a sentence', { groups: [['one two three four five', 'tea']] }],
    ['text', { groups: 'tea, cha' }],
    ['an unknown field', { groups: [], language: 'en' }],
  ])('422 %s', async (_what, body) => {
    expect(await send('PUT', body)).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
  })
})
