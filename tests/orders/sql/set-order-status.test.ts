import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

test('set_order_status sets the status and records it in the history', async () => {
  await insertOrder(shop, 'order')
  await shop.run('set_order_status', 'order', 'paid')
  expect(await shop.row("select status, updated_at = now() as touched from orders where id = 'order'")).toEqual({
    status: 'paid',
    touched: true,
  })
  expect(await shop.rows("select status from order_history where order_id = 'order'")).toEqual([{ status: 'paid' }])
})
