import { describe, expect, test } from 'vitest'
import { ProductRecord } from '../../shared/catalog/product-record.ts'
import { ImportAnswer } from '../../shared/catalog-import/import-products.ts'
import { auditOf, worksHere } from '../functions/back-office/staff.ts'
import { testShop } from '../support/shop.ts'
import { file, product } from './price-watch-file.ts'

const shop = await testShop()
const headers = await worksHere(shop)
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
  test('200: a CSV file goes in, with what it opens; shoppers see it', async () => {
    const report = await load(HEAD + MILK + TEA, '?stock=7')
    expect(report).toMatchObject({ clean: true, source: 'csv', rows: 2, bad: 0, products: { created: 2 }, faults: [] })
    expect(await read('CSV-MILK')).toMatchObject({ price: 1990, source: 'csv', stock: { onHand: 30 } })
    expect(await read('CSV-TEA')).toMatchObject({ price: 1200, stock: { onHand: 7 } })
    expect((await shop.call('GET', '/products/CSV-MILK')).status).toBe(200)
  })

  test('the audit log has who, and the prices before and after; the same again is no change', async () => {
    await load(HEAD + MILK + TEA)
    const known = (await auditOf(shop, 'catalog', 'csv')).length
    expect(await load(HEAD + MILK.replace('19.90', '21.50') + TEA)).toMatchObject({
      products: { changed: 1, unchanged: 1 },
    })
    expect(await load(HEAD + MILK.replace('19.90', '21.50') + TEA)).toMatchObject({ products: { unchanged: 2 } })
    const rows = (await auditOf(shop, 'catalog', 'csv')).slice(known)
    expect(rows).toMatchObject([
      {
        ...{ actor: 'cus_staff', role: 'staff', action: 'import', before: { prices: { 'CSV-MILK': 1990 } } },
        after: { created: [], prices: { 'CSV-MILK': 2150 } },
      },
    ])
  })

  test('a bad row is named and left out, the others go in', async () => {
    const report = await load(`${HEAD}${MILK}${TEA}CSV-BAD,Bad,Chilled > Milk,none,\n`)
    expect(report).toMatchObject({ clean: false, rows: 3, bad: 1 })
    expect(report.faults).toEqual([{ row: 3, line: 4, sku: 'CSV-BAD', reason: expect.stringContaining('price') }])
  })

  test('what the file no longer lists is taken off sale; suspiciously much only when that is meant', async () => {
    await load(HEAD + MILK + TEA)
    expect(await load(HEAD + TEA)).toMatchObject({ products: { deactivated: 1 }, kept: null })
    expect(await read('CSV-MILK')).toMatchObject({ active: false, source: 'gone:csv' })
    expect(await load(HEAD + MILK + TEA)).toMatchObject({ products: { changed: 1 } })
    const other = 'CSV-OTHER,Other,Drinks > Tea,1.00,\n'
    expect(await load(HEAD + other)).toMatchObject({
      products: { deactivated: 0 },
      kept: expect.stringContaining('missing'),
    })
    expect(await load(HEAD + other, '?acceptShrink=true')).toMatchObject({ products: { deactivated: 2 } })
  })

  test('a day of Online Price Watch, of one store', async () => {
    const body = file(product('P000000001'))
    const answer = await send(body, 'application/json; charset=utf-8', '?store=north')
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body).toMatchObject({ clean: true, source: 'online-price-watch:NORTH', products: { created: 1 } })
    expect(await read('P000000001')).toMatchObject({ price: 1250 })
  })

  test('422 unknown_store names those that the file has', async () => {
    const body = file(product('P000000002'))
    expect(await send(body, 'application/json', '?store=NOWHERE')).toMatchObject({
      status: 422,
      body: { code: 'unknown_store', asked: 'NOWHERE', seen: ['NORTH', 'SOUTH'] },
    })
    expect(await send(HEAD + MILK, 'text/csv', '?store=X')).toMatchObject({
      status: 422,
      body: { code: 'unknown_store' },
    })
  })

  test.each([
    ['text/csv', ''],
    ['text/csv', 'sku,colour\nA,red\n'],
    ['application/json', ''],
    ['application/json', '{"not": "a list"}'],
    ['application/json', 'nonsense'],
  ])('422 catalog_unreadable says why: %s %o', async (type, body) => {
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

  test.each(['?stock=-1', '?stock=x', '?acceptShrink=perhaps', '?store='])('422 %s', async (query) => {
    expect((await send(HEAD + MILK, 'text/csv', query)).status).toBe(422)
  })

  test('403 for a customer', async () => {
    const customer = { ...(await worksHere(shop, 'cus_x', 'customer')), 'content-type': 'text/csv' }
    const answer = await shop.call('POST', '/admin/products/import', { headers: customer, body: HEAD })
    expect(answer.status).toBe(403)
  })
})

test('goods by weight run low at 10 kg, pieces at ten', async () => {
  await load(
    'sku,name_en,category,unit,price,stock\nCSV-BEEF,Beef,Meat,g,128.50,50000\nCSV-HAM,Ham,Meat,each,20.00,12\n',
  )
  expect((await read('CSV-BEEF')).stock).toMatchObject({ onHand: 50_000, lowStockThreshold: 10_000 })
  expect((await read('CSV-HAM')).stock).toMatchObject({ onHand: 12, lowStockThreshold: 10 })
})
