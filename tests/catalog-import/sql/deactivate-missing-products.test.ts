import { beforeEach, expect, test } from 'vitest'
import { batch } from './import-samples.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { goods } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
const send = (listed: string[], more: Record<string, unknown> = {}) =>
  shop.call('deactivate_missing_products', { ...batch, listed, created: 0, even_most: false, ...more })
const gone = () => shop.rows("select sku, active from products where source = 'gone:feed' order by sku")

beforeEach(async () => {
  for (const sku of ['A', 'B', 'C']) await goods(shop, sku, { source: 'feed' })
  await goods(shop, 'BY-STAFF')
})

test('what the file no longer lists goes off sale', async () => {
  expect(await send(['A', 'B'])).toMatchObject({ deactivated: 1, missing: 1, active: 3 })
  expect(await gone()).toEqual([{ sku: 'C', active: false }])
})

test('most of them do not, unless that is said to be right', async () => {
  expect(await send(['A'])).toMatchObject({ deactivated: 0, missing: 2 })
  expect(await gone()).toEqual([])
  expect(await send(['A'], { even_most: true })).toMatchObject({ deactivated: 2, missing: 2 })
})

test('what this import has made does not count as on sale before', async () => {
  expect(await send(['A', 'B'], { created: 2 })).toMatchObject({ deactivated: 0, active: 1 })
})
