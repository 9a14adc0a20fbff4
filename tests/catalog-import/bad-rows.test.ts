import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { emptyShop, importText, rowsOf } from './import-file.ts'
import { file, price, product } from './price-watch-file.ts'

const { database } = await testDatabase()
beforeEach(() => emptyShop(database))

test('each bad row is reported with its place and reason, and the others go in', async () => {
  const lines = [
    product('P1'),
    product('P2', { prices: [price('NORTH', '-3.00')] }),
    product('P3', { prices: [price('NORTH', '0.00')] }),
    product('no such code'),
    product('P5', { name: { en: '  ' } }),
    { code: 'P6' },
    'text',
    product('P1'),
    product('P9'),
  ]
  const text = `[\n${lines.map((line) => JSON.stringify(line)).join(',\n')}\n]`
  const report = await importText(database, text.replace('"code":"P9"', '"code":"P9",'))
  expect(report.faults.map(({ row, line, sku }) => [row, line, sku])).toEqual([
    [2, 3, 'P2'],
    [3, 4, 'P3'],
    [4, 5, null],
    [5, 6, 'P5'],
    [6, 7, 'P6'],
    [7, 8, null],
    [8, 9, 'P1'],
    [9, 10, null],
  ])
  const reasons = report.faults.map((fault) => fault.reason)
  expect(reasons[0]).toBe('prices[0].price (NORTH): "-3.00" is negative')
  expect(reasons[1]).toBe('prices[0].price (NORTH): is zero')
  expect(reasons[2]).toBe('code: is not a SKU')
  expect(reasons[3]).toBe('name: is empty in every language')
  expect(reasons[4]).toMatch(/name: .*; cat1Name: .*; prices: /)
  expect(reasons[6]).toBe('is in the file already, in row 1')
  expect(reasons[7]).toMatch(/^is not JSON: /)
  expect(await rowsOf(database, 'select sku from products')).toEqual([{ sku: 'P1' }])
})

test('a row that only the database can refuse is found in its batch, and it alone is left out', async () => {
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
  expect(report.faults).toEqual([
    { row: 4, line: 5, sku: 'A4', reason: 'barcode: 4890000000003 belongs to another product' },
  ])
  expect(report.products.created).toBe(4)
  const unexplained = await rowsOf(
    database,
    `select sku from products left join inventory using (sku)
     where on_hand is distinct from (select sum(delta) from stock_movements m where m.sku = products.sku)`,
  )
  expect(unexplained).toEqual([])
})

test('bytes that are not UTF-8 cost their row', async () => {
  const text = file(product('P1'), product('P2', { name: { en: 'Caf\uFFFD' } }))
  const report = await importText(database, text)
  expect(report.faults).toMatchObject([{ row: 2, reason: 'has bytes that are not UTF-8' }])
})

test.each([
  ['{"products": []}', 'is not a JSON array: it must start with "["'],
  ['  ', 'is empty'],
])('%s is no price watch file', async (text, reason) => {
  const report = await importText(database, text)
  expect(report.broken?.reason).toBe(reason)
  expect(report.rows).toBe(0)
})

test('characters that Postgres cannot store are left out, in names and in categories', async () => {
  const odd = product('P1', { name: { en: 'Oat\u0000 Drink\ud800' }, cat1Name: { en: 'Dr\u0000inks' } })
  expect((await importText(database, file(odd))).faults).toEqual([])
})
