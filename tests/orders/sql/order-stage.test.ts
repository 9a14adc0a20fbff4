import { expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const stage = async () => (await shop.row("select order_stage(o) as stage from orders o where id = 'order'"))?.stage

test('order_stage is the status, with packed between picking and out_for_delivery', async () => {
  await insertOrder(shop, 'order', { status: 'picking' })
  expect(await stage()).toBe('picking')
  await shop.write("update orders set packed_at = now(), picked = '[]' where id = 'order'")
  expect(await stage()).toBe('packed')
  await shop.write("update orders set status = 'out_for_delivery' where id = 'order'")
  expect(await stage()).toBe('out_for_delivery')
  await insertOrder(shop, 'waits', { expires_at: fromNow(60) })
  expect((await shop.row("select order_stage(o) as stage from orders o where id = 'waits'"))?.stage).toBe(
    'pending_payment',
  )
})
