import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { listProducts } from '../../../shared/catalog/list-products.ts'
import { ListProductsQuery } from '../../../shared/catalog/product-query.ts'
import { importFeed } from '../../scripts/price-watch/import-feed.ts'
import { testDatabase } from '../../support/database.ts'
import { judgedQueries } from './judged-queries.ts'

/** Beside the repository, not in it: see docs/catalog.md. */
const file = new URL('../../../../shared/data/online-price-watch-2026-03-11.json', import.meta.url)
const there = existsSync(file)
if (!there) process.stderr.write(`\nNOT JUDGED: the relevance of search. There is no ${file.pathname}\n\n`)

describe.runIf(there)('relevance in the Online Price Watch catalog', async () => {
  const { database } = await testDatabase()

  beforeAll(async () => {
    const report = await importFeed(database, await readFile(file, 'utf8'))
    expect(report.products.created).toBe(2429)
    // The feed has no barcodes, so this test adds one.
    const text = "update products set barcode = '4890000000003' where sku = 'P000000817'"
    await database.query({ name: 'give_barcode', text }, [])
  }, 180_000)

  test.each(judgedQueries)('$about: $q', async ({ q, first }) => {
    const query = ListProductsQuery.parse({ q, limit: first.length })
    const { value } = await listProducts(database, { storeCurrency: 'HKD', imageStore: undefined }, query)
    const found = value.items.map(({ sku, name }) => ({ sku, name: name.en }))
    expect(found.map(({ sku }) => sku).sort(), JSON.stringify(found)).toEqual([...first].sort())
  })

  test.each(['halal', 'kosher', 'vegan', 'gluten free', '清真', '猶太潔食', '無麩質'])('nothing for %s', async (q) => {
    const query = ListProductsQuery.parse({ q })
    const { value } = await listProducts(database, { storeCurrency: 'HKD', imageStore: undefined }, query)
    expect(value.items.map(({ name }) => name.en)).toEqual([])
  })

  test('at least eighty queries are judged', () => {
    expect(judgedQueries.length).toBeGreaterThanOrEqual(80)
    expect(new Set(judgedQueries.map(({ q }) => q)).size).toBe(judgedQueries.length)
  })
})
