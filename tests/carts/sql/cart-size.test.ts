import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { claimOf, saleOf } from '../../support/sql/flash-sale-rows.ts'
import { cartOf, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

test('cart_size counts lines and claims of this cart alone', async () => {
  for (const sku of ['A', 'B']) await insertProduct(shop, sku)
  await cartOf(shop, 'cart', {}, { A: 3, B: 1 })
  await cartOf(shop, 'another', {}, { A: 1 })
  await saleOf(shop, 'sale', 'A')
  await claimOf(shop, 'claim', 'sale', { cart_id: 'cart' })
  expect(await shop.run('cart_size', 'cart')).toBe(3)
  expect(await shop.run('cart_size', 'another')).toBe(1)
  expect(await shop.run('cart_size', 'nothing')).toBe(0)
})
