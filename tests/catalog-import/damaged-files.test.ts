import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { emptyShop, importText, rowsOf } from './import-file.ts'

const { database } = await testDatabase()

const SKUS = [
  'MILK-1',
  'MILK-2',
  'TEA-1',
  'TEA-2',
  'RICE-1',
  'RICE-2',
  'OAT-1',
  'OAT-2',
  'JAM-1',
  'JAM-2',
  'BUN-1',
  'BUN-2',
]
const LINES = [
  'sku,barcode,name_en,name_zh_hant,category,price,stock',
  ...SKUS.map((sku, index) => `${sku},,"Food, no. ${index}",食品 ${index},Food > Kind ${index % 3},${index + 1}.50,5`),
]
const whole = new TextEncoder().encode(`${LINES.join('\n')}\n`)
const csv = (rows: readonly string[][]) => new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n'))

const flipped = fc
  .array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 })
  .map((flips) => {
    const damaged = whole.slice()
    for (const [at, mask] of flips) damaged[at] = (damaged[at] ?? 0) ^ mask
    return damaged
  })
const cut = fc.nat(whole.length).map((at) => whole.slice(0, at))
const swapped = fc.tuple(fc.nat(LINES.length - 1), fc.nat(6), fc.nat(6)).map(([row, one, other]) => {
  const table = LINES.map((line) => line.split(/,(?! )/))
  const cells = table[row] ?? []
  ;[cells[one], cells[other]] = [cells[other] ?? '', cells[one] ?? '']
  return csv(table)
})
const doubled = fc.tuple(fc.nat(whole.length), fc.nat(whole.length)).map(([from, to]) => {
  const [start, end] = [Math.min(from, to), Math.max(from, to)]
  return Uint8Array.from([...whole.slice(0, end), ...whole.slice(start)])
})

test('a damaged file ends in a report, accounts for every row, and takes nothing off sale that is in it', async () => {
  await emptyShop(database)
  await importText(database, whole)
  const property = fc.asyncProperty(fc.oneof(flipped, cut, swapped, doubled), async (damaged) => {
    await rowsOf(
      database,
      "update products set active = true, source = 'default', version = version + 1 where source = 'gone:default'",
    )
    const report = await importText(database, damaged, { batchSize: 500 })
    const { created, changed, unchanged } = report.products
    if (report.broken === null) expect(created + changed + unchanged + report.bad).toBe(report.rows)
    expect(report.faults).toHaveLength(report.bad)
    const text = new TextDecoder().decode(damaged)
    const gone = await rowsOf(database, 'select sku from products where not active')
    const listed = gone.filter(({ sku }) => new RegExp(`(?:^|[,"\\s])${sku}(?:[,"\\s]|$)`, 'i').test(text))
    expect(listed, text).toEqual([])
  })
  await fc.assert(property, { numRuns: 40 })
}, 240_000)
