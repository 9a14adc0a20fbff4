import { beforeEach, describe, expect, test } from 'vitest'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'
import { insertOrder } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const view = (more: object = {}) =>
  shop.call('customer_orders_view', { customerId: 'ann', before: null, limit: 10, ...more })

beforeEach(async () => {
  await insertCustomer(shop, 'ann')
  for (const number of [12, 30, 21]) await insertOrder(shop, `order-${number}`, { number, customer_id: 'ann' })
  await insertOrder(shop, 'beas', { number: 25, customer_id: 'bea' })
  await insertOrder(shop, 'guests', { number: 26 })
  await withoutIndexes(shop)
})

describe('customer_orders_view', () => {
  test("returns only the customer's orders, newest first, each as order_view returns it", async () => {
    const items = []
    for (const orderId of ['order-30', 'order-21', 'order-12']) items.push(await shop.call('order_view', { orderId }))
    expect(await view()).toEqual({ items })
  })

  test('returns at most the limit', async () => {
    expect(await view({ limit: 2 })).toMatchObject({ items: [{ number: 30 }, { number: 21 }] })
  })

  test('returns the orders before a number', async () => {
    expect(await view({ before: 30 })).toMatchObject({ items: [{ number: 21 }, { number: 12 }] })
    expect(await view({ before: 12 })).toEqual({ items: [] })
  })

  test('returns an empty list for a customer without orders', async () => {
    await insertCustomer(shop, 'new')
    expect(await view({ customerId: 'new' })).toEqual({ items: [] })
  })

  test('returns null for an unknown account', async () => {
    expect(await view({ customerId: 'bea' })).toBeNull()
  })
})
