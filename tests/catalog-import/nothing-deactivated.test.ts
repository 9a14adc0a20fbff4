import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { emptyShop, importText, rowsOf } from './import-file.ts'
import { file, firstDay, product, twoForTwenty } from './product-file.ts'

const { database } = await testDatabase()
beforeEach(() => emptyShop(database))

describe('nothing is deactivated', () => {
  const activeSkus = async () =>
    (await rowsOf(database, 'select sku from products where active order by sku')).map((row) => row.sku)
  const all = ['P1', 'P2', 'P3', 'P4']
  beforeEach(() => importText(database, file(...firstDay())))

  test('by a file that was cut short: what came before the cut is loaded', async () => {
    const [p1, ...rest] = firstDay()
    const text = file({ ...p1, price: 1400 }, ...rest)
    const report = await importText(database, text.slice(0, text.indexOf('"P3"') + 20))
    expect(report.broken).toEqual({ line: 1, reason: 'ends in the middle of a row' })
    expect(report.products).toEqual({ created: 0, changed: 1, unchanged: 1, deactivated: 0 })
    expect(report.promotions).toEqual({ created: 0, changed: 0, unchanged: 1, ended: 0 })
    expect(await activeSkus()).toEqual(all)
  })

  test('by a file that lacks most products, without acceptShrink', async () => {
    const report = await importText(database, file(product('P1', { promotions: [twoForTwenty] })))
    expect(report.kept).toMatch(/^3 of 4 products of the source "default" are missing: P2, P3, P4\. /)
    expect(await activeSkus()).toEqual(all)
    await importText(database, file(product('P1')), { acceptShrink: true })
    expect(await activeSkus()).toEqual(['P1'])
  })

  test('by an empty list', async () => {
    expect((await importText(database, '[]')).kept).toBe('nothing was loaded')
    expect(await activeSkus()).toEqual(all)
  })

  test('by a file with a row whose SKU cannot be read', async () => {
    const report = await importText(database, file(product('P1'), product('P2'), product('P3'), {}, {}))
    expect(report.kept).toBe("the SKU of row 4 (line 1) can't be read")
    expect(await activeSkus()).toEqual(all)
  })

  test('by a bad row: its product and its promotion stay unchanged', async () => {
    const [p1, p2, p3, p4] = firstDay()
    const report = await importText(database, file(p1, p2, { ...p3, price: '?' }, p4))
    expect(report.promotions).toEqual({ created: 0, changed: 0, unchanged: 1, ended: 0 })
    expect(await activeSkus()).toEqual(all)
  })

  test('by an import that was stopped', async () => {
    const report = await importText(database, file(...firstDay().toReversed()), { signal: AbortSignal.abort() })
    expect(report.interrupted).toBe(true)
    expect(await activeSkus()).toEqual(all)
  })

  test('by an import of another source; its products leave the promotions of the first source', async () => {
    const others = ['P2', 'P3', 'P4'].map((sku) => product(sku))
    const report = await importText(database, file(...others), { source: 'another' })
    expect(report.others).toBe(1)
    expect(await activeSkus()).toEqual(all)
    const members = await rowsOf(
      database,
      'select sku from promotions join promotion_products on promotion_id = id where active',
    )
    expect(members).toEqual([{ sku: 'P1' }])
  })
})

describe('a CSV file that may have been cut', () => {
  const line = (sku: string, amount: string) => `${sku},Tea ${sku},Tea,${amount}\n`
  const header = 'sku,name_en,category,price\n'
  const load = (text: string) => importText(database, text, { format: 'csv' })
  const active = async () => (await rowsOf(database, 'select sku from products where active order by sku')).length
  beforeEach(() => load(header + line('A', '5.00') + line('B', '5.00') + line('C', '5.00')))

  test('within a row has a bad row, and nothing is deactivated', async () => {
    const report = await load(`${header}${line('A', '5.00')}${line('B', '5.00')}C,Te`)
    expect(report).toMatchObject({ broken: null, bad: 1, faults: [{ line: 4, sku: 'C' }] })
    expect(report.kept).toMatch(/^the last line is not whole/)
    expect(await active()).toBe(3)
  })

  test('or only lacks its last line break, as Google Sheets writes it: it is whole', async () => {
    const report = await load(`${header}${line('A', '6.00')}${line('B', '6.00').trim()}`)
    expect([report.broken, report.kept]).toEqual([null, null])
    expect(report.products).toEqual({ created: 0, changed: 2, unchanged: 0, deactivated: 1 })
  })

  test('or is one of several, a department each: the products of the first stay active', async () => {
    const report = await load(header + ['D', 'E', 'F', 'G'].map((sku) => line(sku, '5.00')).join(''))
    expect(report.kept).toMatch(/^3 of 3 products of the source "default" are missing: A, B, C\. .*--source NAME/)
    expect(await active()).toBe(7)
  })

  test('and was not: missing products are deactivated', async () => {
    await load(header + line('A', '5.00') + line('B', '5.00'))
    expect(await active()).toBe(2)
  })
})
