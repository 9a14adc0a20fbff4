import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { emptyShop, importText, rowsOf } from './import-file.ts'
import { file, product, twoForTwenty } from './product-file.ts'

const { database } = await testDatabase()
beforeEach(() => emptyShop(database))

test('each bad row is reported with its place and reason, and the others are loaded', async () => {
  const rows = [
    product('P1', { promotions: [twoForTwenty] }),
    product('P2', { price: -300 }),
    product('P3', { price: 0 }),
    product('no such code'),
    product('P5', { name: { en: '  ' } }),
    { sku: 'P6' },
    'text',
    product('P1'),
    product('P9'),
    { ...product('P10'), colour: 'red' },
    product('P11', { unit: 'g', priceQuantity: 1 }),
    product('P12', { category: ' > ' }),
    product('P13', { barcode: '123' }),
    product('P14', { promotions: [{ ...twoForTwenty, amount: 0, id: 'free' }] }),
    product('P15', { promotions: [twoForTwenty, twoForTwenty] }),
    product('P16', { promotions: [{ ...twoForTwenty, amount: 1900 }] }),
  ]
  const text = `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`
  const report = await importText(database, text.replace('"sku":"P9"', '"sku":"P9",,'))
  expect(report.faults.map(({ row, line, sku }) => [row, line, sku])).toEqual([
    [2, 3, 'P2'],
    [3, 4, 'P3'],
    [4, 5, null],
    [5, 6, 'P5'],
    [6, 7, 'P6'],
    [7, 8, null],
    [8, 9, 'P1'],
    [9, 10, null],
    ...[10, 11, 12, 13, 14, 15, 16].map((row) => [row, row + 1, `P${row}`]),
  ])
  const reasons = report.faults.map((fault) => fault.reason)
  expect(reasons[0]).toMatch(/^price: "-?\d+" must be at least 1$/)
  expect(reasons[1]).toMatch(/^price: "-?\d+" must be at least 1$/)
  expect(reasons[2]).toMatch(/^sku: "no such code" /)
  expect(reasons[3]).toBe('name: is empty in every language')
  expect(reasons[4]).toBe('name: is missing; category: is missing; price: is missing')
  expect(reasons[6]).toBe('sku: "P1" is in the file already, in row 1: remove one of the rows')
  expect(reasons[7]).toMatch(/^is not JSON: /)
  expect(reasons.slice(8)).toEqual([
    'has the unknown field "colour"',
    'priceQuantity: "1" is 1000 for g',
    'category: " > " is empty: write it as Dairy > Milk',
    'barcode: "123" has 3 digits: a barcode has 8, 12, 13 or 14, a PLU code 4 or 5',
    'promotions[0].amount: "0" must be above 0 for bundle_price',
    'promotions: has one id twice',
    'promotions[0]: "two-for-twenty" has other terms in row 1: a promotion has the same terms in every row',
  ])
  expect(await rowsOf(database, 'select sku from products')).toEqual([{ sku: 'P1' }])
})

test('a row that violates a constraint is found in its batch, and only it is left out', async () => {
  const rows = ['A1', 'A2', 'A3', 'A4', 'A5'].map((sku) => `${sku},Tea ${sku},Tea,5.00,`)
  rows[3] = 'A4,Tea A4,Tea,5.00,4890000000003'
  await importText(database, 'sku,name_en,category,price,barcode\nB1,Milk,Dairy,9.00,4890000000003\n', {
    format: 'csv',
  })
  const report = await importText(database, `sku,name_en,category,price,barcode\n${rows.join('\n')}\n`, {
    format: 'csv',
    batchSize: 100,
    acceptShrink: false,
  })
  const message = 'belongs to the product B1, which the file does not list: clear its barcode first'
  const problems = [{ field: 'barcode', value: '4890000000003', message }]
  expect(report.faults).toEqual([
    { row: 4, line: 5, sku: 'A4', reason: `barcode: "4890000000003" ${message}`, problems },
  ])
  expect(report.products.created).toBe(4)
  const unexplained = await rowsOf(
    database,
    `select sku from products left join inventory using (sku)
     where on_hand is distinct from (select sum(delta) from stock_movements m where m.sku = products.sku)`,
  )
  expect(unexplained).toEqual([])
})

test('a row with bytes that are not UTF-8 is bad', async () => {
  const text = file(product('P1'), product('P2', { name: { en: 'Caf\uFFFD' } }))
  const report = await importText(database, text)
  expect(report.faults).toMatchObject([
    { row: 2, reason: expect.stringContaining('has bytes that are not in the encoding') },
  ])
})

test.each([
  ['products', 'is not JSON: it must start with "[" or "{"'],
  ['{"sku":"P1","na', 'ends in the middle of a row'],
  ['  ', 'is empty'],
])('%j is not a catalog', async (text, reason) => {
  const report = await importText(database, text, { format: 'json' })
  expect(report.broken?.reason).toBe(reason)
  expect(report.rows).toBe(0)
})

test('characters that Postgres cannot store are removed from every text', async () => {
  const odd = product('P1', {
    name: { en: 'Oat\u0000 Drink\ud800' },
    category: [{ en: 'Dr\u0000inks' }],
    promotions: [{ ...twoForTwenty, description: { en: '2 for\u0000 $20' } }],
  })
  expect((await importText(database, file(odd))).faults).toEqual([])
})
