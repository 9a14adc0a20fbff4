import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

test.each([
  ['delivery', 300],
  ['bags', 100],
  ['tip', 50],
  ['deposit', 0],
])('order_fee: %s is %i', async (code, amount) => {
  const fees = JSON.stringify([
    { code: 'bags', amount: 100 },
    { code: 'tip', amount: 50 },
  ])
  await insertOrder(shop, 'order', { subtotal: 550, delivery_fee: 300, fees, other_fees: 150 })
  expect(await shop.row("select order_fee(o, $1) as amount from orders o where id = 'order'", [code])).toEqual({
    amount,
  })
})
