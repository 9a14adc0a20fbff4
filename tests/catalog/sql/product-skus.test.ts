import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

test('product_skus returns each product once, in the order of the array', async () => {
  await insertProduct(shop, 'Tea')
  await insertProduct(shop, 'Jam')
  expect(await shop.run('product_skus', JSON.stringify(['jam', 'TEA', 'JAM', 'x']))).toEqual(['Jam', 'Tea', 'x'])
  expect(await shop.run('product_skus', 'null')).toBeNull()
})
