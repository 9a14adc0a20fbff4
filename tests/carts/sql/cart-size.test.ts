import { expect, test } from 'vitest'
import { insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

test('cart_size counts lines and claims of this cart alone', async () => {
  for (const sku of ['A', 'B']) await insertProduct(shop, sku)
  await insertCart(shop, 'cart', {}, { A: 3, B: 1 })
  await insertCart(shop, 'another', {}, { A: 1 })
  await insertFlashSale(shop, 'sale', 'A')
  await insertClaim(shop, 'claim', 'sale', { cart_id: 'cart' })
  expect(await shop.run('cart_size', 'cart')).toBe(3)
  expect(await shop.run('cart_size', 'another')).toBe(1)
  expect(await shop.run('cart_size', 'nothing')).toBe(0)
})
