import { expect, test } from 'vitest'
import { routineShop } from './routine-shop.ts'

const shop = await routineShop()

test('create_cart: a new, empty cart, answered as cart_view does', async () => {
  const made = await shop.call('create_cart', { cartId: 'cart', currency: 'JPY' })
  expect(made).toMatchObject({ cart: { id: 'cart', status: 'open', currency: 'JPY', version: 1 }, lines: [] })
  expect(made).toEqual(await shop.call('cart_view', { cartId: 'cart' }))
})
