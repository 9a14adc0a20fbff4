import { expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

test.for([
  ['a new line', {}, false],
  ['a substitution from before its time was stored', { substitution: '{"type": "similar"}' }, true],
  ['none, chosen', { substitution_chosen_at: fromNow(-5) }, true],
] as const)('has_substitution_choice: %s', async ([, line, chosen]) => {
  await insertProduct(shop, 'A')
  await insertCart(shop, 'cart')
  await shop.insert('cart_lines', { cart_id: 'cart', sku: 'A', quantity: 1, ...line })
  const row = await shop.row("select has_substitution_choice(l) as chosen from cart_lines l where cart_id = 'cart'")
  expect(row).toEqual({ chosen })
})
