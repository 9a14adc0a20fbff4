import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

describe('visible_order_view', () => {
  test('the order as order_view returns it, for its customer', async () => {
    await insertOrder(shop, 'order', { customer_id: 'ann' })
    await insertOrder(shop, 'neighbour', { customer_id: 'ann' })
    const order = await shop.call('visible_order_view', { orderId: 'order', customerId: 'ann' })
    expect(order).toEqual(await shop.call('order_view', { orderId: 'order' }))
    expect(order).toMatchObject({ id: 'order' })
  })

  test.for([
    ["another customer's order", { orderId: 'order', customerId: 'bea' }],
    ['an unknown order', { orderId: 'unknown', customerId: 'ann', staff: true }],
  ] as const)('null: %s', async ([, request]) => {
    await insertOrder(shop, 'order', { customer_id: 'ann' })
    expect(await shop.call('visible_order_view', request)).toBeNull()
  })
})
