import { beforeEach, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { batch } from './import-samples.ts'

const shop = await routineShop()
const send = (listed: string[], more: Record<string, unknown> = {}) =>
  shop.call('deactivate_missing_products', { ...batch, listed, created: 0, accept_shrink: false, ...more })
const deactivated = () => shop.rows("select sku, active from products where source = 'gone:feed' order by sku")

beforeEach(async () => {
  for (const sku of ['A', 'B', 'C']) await insertProduct(shop, sku, { source: 'feed' })
  await insertProduct(shop, 'BY-STAFF')
})

test('a product that the file no longer lists is deactivated', async () => {
  expect(await send(['A', 'B'])).toMatchObject({ deactivated: 1, missing: 1, active: 3 })
  expect(await deactivated()).toEqual([{ sku: 'C', active: false }])
})

test('most products are not deactivated without accept_shrink', async () => {
  expect(await send(['A'])).toMatchObject({ deactivated: 0, missing: 2 })
  expect(await deactivated()).toEqual([])
  expect(await send(['A'], { accept_shrink: true })).toMatchObject({ deactivated: 2, missing: 2 })
})

test('products that this import created do not count as active before it', async () => {
  expect(await send(['A', 'B'], { created: 2 })).toMatchObject({ deactivated: 0, active: 1 })
})
