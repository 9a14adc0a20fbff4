import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listProducts } from '../../shared/catalog/list-products.ts'
import { ListProductsQuery } from '../../shared/catalog/product-query.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { searchFilters } from '../../shared/search/facets.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'

const SEARCHES = 40
const PATIENCE_MILLISECONDS = 3_000
const query = ListProductsQuery.parse({ q: 'milk', facets: 'true' })
const presentation = { storeCurrency: 'HKD', imageStore: undefined }

type Search = (database: Database) => Promise<unknown>

/** Whether other work gets a connection while more searches than connections are blocked. */
async function isServedBeside(search: Search): Promise<boolean> {
  const { database, url } = await testDatabase()
  const blocker = new pg.Client({ connectionString: url })
  await blocker.connect()
  await blocker.query('begin; lock table product_search in access exclusive mode')
  const searches = Promise.all(Array.from({ length: SEARCHES }, () => search(database)))
  const letGo = async () => {
    await blocker.end()
    await searches
  }
  onTestFinished(letGo)
  const served = database.query({ name: 'other_work', text: 'select 1' }, []).then(() => true)
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS, false))
  return Promise.race([served, late])
}

describe.runIf(hasPostgres())('more concurrent searches than connections', () => {
  test('leave connections for orders', async () => {
    expect(await isServedBeside((database) => listProducts(database, presentation, query))).toBe(true)
  })

  test('the naive variant without a limit leaves none', async () => {
    const request = { ...searchFilters(query), sort: 'relevance', limit: 25, after: null }
    expect(await isServedBeside((database) => database.call('search_facets', request))).toBe(false)
  })
})
