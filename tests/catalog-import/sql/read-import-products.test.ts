import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

test('read_import_products returns the products that exist in any case, and who has a barcode', async () => {
  await insertProduct(shop, 'Abc', { version: 4, barcode: '4891234567894', source: 'feed' })
  const request = { skus: ['aBC', 'nothing'], barcodes: ['04891234567894', '00000096385074'] }
  expect(await shop.call('read_import_products', request)).toEqual({
    products: [
      {
        ...{ sku: 'Abc', version: 4, barcode: '4891234567894', name: { en: 'Abc' }, brand: null, category_id: 'other' },
        ...{ unit: 'each', price: 500, content_quantity: null, content_unit: null, age_restricted: false },
        ...{ temperature: 'ambient', source: 'feed', active: true },
      },
    ],
    holders: [{ number: '04891234567894', sku: 'Abc', source: 'feed', active: true }],
  })
  expect(await shop.call('read_import_products', { skus: [], barcodes: [] })).toEqual({ products: [], holders: [] })
})
