import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from './routine-shop.ts'
import { cartOf, goods } from './small-shop.ts'

const shop = await routineShop()
beforeEach(async () => {
  await goods(shop, 'A')
  await cartOf(shop, 'anns', { customer_id: 'ann' }, { A: 1 })
  await cartOf(shop, 'guests', {}, { A: 1 })
})

const changes = [
  ['set_cart_line', { sku: 'A', quantity: 3, substitution: null, lineLimit: 9 }],
  ['set_cart_coupon', { couponCode: 'C' }],
  ['set_cart_delivery', { slotId: null, address: null }],
] as const

describe.for(changes)('%s', ([routine, change]) => {
  const as = (cartId: string, customerId: string | null) => shop.call(routine, { ...change, cartId, customerId })

  test("changes a customer's cart for them, and answers it as cart_view does", async () => {
    const answer = await as('anns', 'ann')
    expect(answer).toMatchObject({ cart: { id: 'anns', version: 2 } })
    expect(answer).toEqual(await shop.call('cart_view', { cartId: 'anns', customerId: 'ann' }))
  })

  test.for(['bea', null, ''])("cart_not_found: a customer's cart, for %j", async (customerId) => {
    expect(await as('anns', customerId)).toEqual({ refused: 'cart_not_found', facts: {} })
    expect(await shop.row("select version from carts where id = 'anns'")).toEqual({ version: 1 })
  })

  test("changes a guest's cart for whoever knows its id", async () => {
    for (const customerId of [null, 'ann'])
      expect(await as('guests', customerId)).toMatchObject({ cart: { id: 'guests' } })
  })
})
