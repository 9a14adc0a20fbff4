import { beforeEach, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { batch } from './import-samples.ts'

const shop = await routineShop()
const send = (...skus: string[]) => shop.call('deactivate_missing_products', { ...batch, skus })
const product = (sku: string) => shop.row('select active, source, other_sources from products where sku = $1', [sku])

beforeEach(async () => {
  for (const sku of ['A', 'B']) await insertProduct(shop, sku, { source: 'feed' })
})

test('deactivate_missing_products marks the product as gone from its source', async () => {
  expect(await send('A')).toEqual({ deactivated: 1 })
  expect(await product('A')).toEqual({ active: false, source: 'gone:feed', other_sources: [] })
  expect(await product('B')).toMatchObject({ active: true })
  expect(await shop.rows('select after from audit_log')).toEqual([{ after: { deactivated: ['A'] } }])
})

test('products of staff, of other sources and inactive ones are unchanged', async () => {
  await insertProduct(shop, 'BY-STAFF')
  await insertProduct(shop, 'FOREIGN', { source: 'other' })
  await insertProduct(shop, 'OFF', { source: 'feed', active: false })
  expect(await send('BY-STAFF', 'FOREIGN', 'OFF', 'NONE')).toEqual({ deactivated: 0 })
  expect(await product('FOREIGN')).toMatchObject({ active: true, source: 'other' })
  expect(await product('OFF')).toMatchObject({ active: false, source: 'feed' })
})

test('a product that another source lists as well stays on sale until that one drops it too', async () => {
  await insertProduct(shop, 'BOTH', { source: 'feed', other_sources: ['bakery'] })
  expect(await send('BOTH')).toEqual({ deactivated: 0 })
  expect(await product('BOTH')).toEqual({ active: true, source: 'bakery', other_sources: [] })
  await insertProduct(shop, 'ELSEWHERE', { source: 'bakery', other_sources: ['feed'] })
  expect(await send('ELSEWHERE')).toEqual({ deactivated: 0 })
  expect(await product('ELSEWHERE')).toEqual({ active: true, source: 'bakery', other_sources: [] })
})
