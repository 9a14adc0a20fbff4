import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const named = (sku: string) => shop.run('product_sku', sku)

test('product_sku finds a product in any case, and returns an unknown text unchanged', async () => {
  await insertProduct(shop, 'Milk-1')
  expect([await named('milk-1'), await named('MILK-1'), await named('Milk-1'), await named('milk-2')]).toEqual([
    ...['Milk-1', 'Milk-1', 'Milk-1', 'milk-2'],
  ])
})

test('product_sku finds a product whose SKU another has in another case only by its exact SKU', async () => {
  await insertProduct(shop, 'tea')
  await insertProduct(shop, 'TEA', { case_twin: true })
  expect([await named('tea'), await named('TEA'), await named('Tea')]).toEqual(['tea', 'TEA', 'tea'])
})
