import { describe, expect, test } from 'vitest'
import { ProductRecord } from '../../shared/catalog/product-record.ts'
import { ImportAnswer } from '../../shared/catalog-import/import-products.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { testShop } from '../support/shop.ts'
import { file, product } from './product-file.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const send = (body: string, type = 'text/csv', query = '') =>
  shop.call('POST', `/admin/products/import${query}`, { headers: { ...headers, 'content-type': type }, body })
const read = async (sku: string) =>
  ProductRecord.parse((await shop.call('GET', `/admin/products/${sku}`, { headers })).body)
async function load(body: string, query = '') {
  const answer = await send(body, 'text/csv', query)
  expect(answer.status, answer.text).toBe(200)
  return ImportAnswer.parse(answer.body)
}

const HEAD = 'sku,name_en,category,price,stock\n'
const MILK = 'CSV-MILK,Milk,Chilled > Milk,19.90,30\n'
const TEA = 'CSV-TEA,Tea,Drinks > Tea,12.00,\n'

describe('POST /admin/products/import', () => {
  test('200: a CSV file is loaded with its opening stock, and shoppers see it', async () => {
    const report = await load(HEAD + MILK + TEA, '?stock=7')
    expect(report).toMatchObject({
      clean: true,
      source: 'default',
      rows: 2,
      bad: 0,
      products: { created: 2 },
      faults: [],
    })
    expect(await read('CSV-MILK')).toMatchObject({ price: 1990, source: 'default', stock: { onHand: 30 } })
    expect(await read('CSV-TEA')).toMatchObject({ price: 1200, stock: { onHand: 7 } })
    expect((await shop.call('GET', '/products/CSV-MILK')).status).toBe(200)
  })

  test('the audit log has the actor and the prices before and after; the same file again changes nothing', async () => {
    await load(HEAD + MILK + TEA)
    const earlier = (await auditEntries(shop, 'catalog', 'default')).length
    expect(await load(HEAD + MILK.replace('19.90', '21.50') + TEA)).toMatchObject({
      products: { changed: 1, unchanged: 1 },
    })
    expect(await load(HEAD + MILK.replace('19.90', '21.50') + TEA)).toMatchObject({ products: { unchanged: 2 } })
    const rows = (await auditEntries(shop, 'catalog', 'default')).slice(earlier)
    expect(rows).toMatchObject([
      {
        ...{ actor: 'cus_staff', role: 'staff', action: 'import', before: { prices: { 'CSV-MILK': 1990 } } },
        after: { created: [], prices: { 'CSV-MILK': 2150 } },
      },
    ])
  })

  test('a bad row is reported and left out, the others are loaded', async () => {
    const report = await load(`${HEAD}${MILK}${TEA}CSV-BAD,Bad,Chilled > Milk,none,\n`)
    expect(report).toMatchObject({ clean: false, rows: 3, bad: 1 })
    expect(report.faults).toEqual([
      { row: 3, line: 4, sku: 'CSV-BAD', reason: expect.stringContaining('price'), problems: expect.anything() },
    ])
  })

  test('missing products are deactivated; suspiciously many only with acceptShrink', async () => {
    await load(HEAD + MILK + TEA)
    expect(await load(HEAD + TEA)).toMatchObject({ products: { deactivated: 1 }, kept: null })
    expect(await read('CSV-MILK')).toMatchObject({ active: false, source: 'gone:default' })
    expect(await load(HEAD + MILK + TEA)).toMatchObject({ products: { changed: 1 } })
    const other = 'CSV-OTHER,Other,Drinks > Tea,1.00,\n'
    expect(await load(HEAD + other)).toMatchObject({
      products: { deactivated: 0 },
      kept: expect.stringContaining('missing'),
    })
    expect(await load(HEAD + other, '?acceptShrink=true')).toMatchObject({ products: { deactivated: 2 } })
  })

  test('a JSON array of products is loaded, and JSON lines too', async () => {
    const array = await send(file(product('JSON-1')), 'application/json; charset=utf-8')
    expect(array.status, array.text).toBe(200)
    expect(array.body).toMatchObject({ clean: true, source: 'default', products: { created: 1 } })
    const lines = [product('JSON-1', { price: 1300 }), product('JSON-2')].map((row) => JSON.stringify(row)).join('\n')
    expect(await send(lines, 'application/json')).toMatchObject({
      status: 200,
      body: { clean: true, rows: 2, products: { created: 1, changed: 1 } },
    })
    expect(await read('JSON-1')).toMatchObject({ price: 1300, source: 'default' })
  })

  test.each([
    ['text/csv', ''],
    ['text/csv', 'sku,colour\nA,red\n'],
    ['application/json', ''],
    ['application/json', 'nonsense'],
  ])('422 catalog_unreadable has the reason: %s %o', async (type, body) => {
    const answer = await send(body, type)
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'catalog_unreadable', broken: { line: expect.any(Number) } },
    })
  })

  test.each(['text/html', 'multipart/form-data; boundary=x', 'text/csvx'])('415 for %s', async (type) => {
    expect(await send(HEAD, type)).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } })
  })

  test('413 above 8 MiB', async () => {
    expect((await send('x'.repeat(8 * 1024 * 1024 + 1))).status).toBe(413)
  })

  test.each(['?stock=-1', '?stock=x', '?acceptShrink=perhaps'])('422 %s', async (query) => {
    expect((await send(HEAD + MILK, 'text/csv', query)).status).toBe(422)
  })

  test('403 for a customer', async () => {
    const customer = { ...(await staffHeaders(shop, 'cus_x', 'customer')), 'content-type': 'text/csv' }
    const answer = await shop.call('POST', '/admin/products/import', { headers: customer, body: HEAD })
    expect(answer.status).toBe(403)
  })
})

test('stock is low at 10 kg for products sold by weight, at 10 pieces for others', async () => {
  await load(
    'sku,name_en,category,unit,price,stock\nCSV-BEEF,Beef,Meat,g,128.50,50000\nCSV-HAM,Ham,Meat,each,20.00,12\n',
  )
  expect((await read('CSV-BEEF')).stock).toMatchObject({ onHand: 50_000, lowStockThreshold: 10_000 })
  expect((await read('CSV-HAM')).stock).toMatchObject({ onHand: 12, lowStockThreshold: 10 })
})
