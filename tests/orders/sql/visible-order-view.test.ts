import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { orderOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()

describe('visible_order_view', () => {
  test('the order as order_view answers it, for who may see it', async () => {
    await orderOf(shop, 'order', { customer_id: 'ann' })
    await orderOf(shop, 'neighbour', { customer_id: 'ann' })
    const seen = await shop.call('visible_order_view', { orderId: 'order', customerId: 'ann' })
    expect(seen).toEqual(await shop.call('order_view', { orderId: 'order' }))
    expect(seen).toMatchObject({ id: 'order' })
  })

  test.for([
    ["another's", { orderId: 'order', customerId: 'bea' }],
    ['an unknown one', { orderId: 'nobody-knows', customerId: 'ann', staff: true }],
  ] as const)('null: %s', async ([, request]) => {
    await orderOf(shop, 'order', { customer_id: 'ann' })
    expect(await shop.call('visible_order_view', request)).toBeNull()
  })
})
