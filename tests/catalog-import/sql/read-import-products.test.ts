import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

test('read_import_products returns the products that exist, with their versions', async () => {
  await insertProduct(shop, 'A', { version: 4, barcode: '4891234567894' })
  expect(await shop.call('read_import_products', { skus: ['A', 'nothing'] })).toEqual([
    {
      ...{ sku: 'A', version: 4, barcode: '4891234567894', name: { en: 'A' }, brand: null, unit: 'each' },
      ...{ content_quantity: null, content_unit: null, age_restricted: false, temperature: 'ambient' },
    },
  ])
  expect(await shop.call('read_import_products', { skus: [] })).toEqual([])
})
