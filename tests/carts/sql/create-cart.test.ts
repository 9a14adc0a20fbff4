import { describe, expect, test } from 'vitest'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const create = (customerId: string | null) => shop.call('create_cart', { cartId: 'cart', currency: 'JPY', customerId })

describe('create_cart', () => {
  test("a guest's new, empty cart, with its cart_view", async () => {
    const created = await create(null)
    expect(created).toMatchObject({
      cart: { id: 'cart', customerId: null, status: 'open', currency: 'JPY', version: 1 },
      lines: [],
    })
    expect(created).toEqual(await shop.call('cart_view', { cartId: 'cart' }))
  })

  test("a customer's first cart", async () => {
    await insertCustomer(shop, 'ann')
    const created = await create('ann')
    expect(created).toMatchObject({ cart: { id: 'cart', customerId: 'ann', currency: 'JPY' }, lines: [] })
    expect(created).toEqual(await shop.call('cart_view', { cartId: 'cart', customerId: 'ann' }))
  })

  test("a customer's open cart", async () => {
    await insertCustomer(shop, 'ann')
    await insertCart(shop, 'open', { customer_id: 'ann' }, { 'OTHER-A': 2 })
    expect(await create('ann')).toMatchObject({ cart: { id: 'open' }, lines: [{ sku: 'OTHER-A', quantity: 2 }] })
  })

  test('account_not_found', async () => {
    expect(await create('unknown')).toEqual({ refused: 'account_not_found', facts: {} })
    expect(await shop.rows("select from carts where id = 'cart'")).toEqual([])
  })
})
