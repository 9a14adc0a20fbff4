import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct, readStock } from '../../support/sql/shop-rows.ts'
import { batch, importedRow } from './import-samples.ts'

const shop = await routineShop()
const send = (...rows: unknown[]) => shop.call('import_products', { ...batch, rows })
const product = (sku: string) => shop.row('select price, version, source, active from products where sku = $1', [sku])

test('a new product gets its opening stock, and the same row again changes nothing', async () => {
  expect(await send(importedRow('A'))).toEqual({ created: 1, changed: 0, unchanged: 0, outdated: [] })
  expect(await readStock(shop, 'A')).toEqual({ on_hand: 7, held: 0 })
  expect(await send(importedRow('A', { version: 1, stock: 99 }))).toMatchObject({ unchanged: 1 })
  expect(await readStock(shop, 'A')).toEqual({ on_hand: 7, held: 0 })
})

test('a changed price is written over the version that was read; another version is listed in outdated', async () => {
  await insertProduct(shop, 'A', { source: 'feed', price: 400 })
  await insertProduct(shop, 'B', { source: 'feed', price: 400, version: 3 })
  const answer = await send(importedRow('A', { version: 1 }), importedRow('B', { version: 2 }))
  expect(answer).toEqual({ created: 0, changed: 1, unchanged: 0, outdated: ['B'] })
  expect(await product('A')).toMatchObject({ price: 500, version: 2 })
  expect(await product('B')).toMatchObject({ price: 400, version: 3 })
})

test('a product that an import deactivated is active again; one that staff deactivated is not', async () => {
  await insertProduct(shop, 'A', { source: 'gone:feed', active: false })
  await insertProduct(shop, 'B', { source: 'feed', active: false, price: 400 })
  await send(importedRow('A', { version: 1 }), importedRow('B', { version: 1 }))
  expect(await product('A')).toMatchObject({ source: 'feed', active: true })
  expect(await product('B')).toMatchObject({ price: 500, active: false })
})
