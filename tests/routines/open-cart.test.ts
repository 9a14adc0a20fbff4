import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../support/database.ts'
import { routineShop } from './routine-shop.ts'
import { cartOf, orderOf } from './small-shop.ts'
import { twoSessions } from './two-sessions.ts'

const shop = await routineShop()

describe('open_cart', () => {
  test('answers the cart', async () => {
    await cartOf(shop, 'cart', { customer_id: 'cus_1', version: 3 })
    expect(await shop.run('open_cart', 'cart')).toMatchObject({ id: 'cart', customer_id: 'cus_1', version: 3 })
  })

  test('cart_not_found', async () => {
    expect(await shop.run('open_cart', 'nobody-knows')).toEqual({ refused: 'cart_not_found', facts: {} })
  })

  test('cart_already_ordered says by which order', async () => {
    await orderOf(shop, 'order')
    await shop.write("update orders set id = 'its-order' where id = 'order'")
    expect(await shop.run('open_cart', 'order')).toEqual({
      refused: 'cart_already_ordered',
      facts: { orderId: 'its-order' },
    })
  })
})

describe.runIf(hasPostgres())('open_cart beside another transaction', () => {
  test('waits for the cart, and finds it ordered', async () => {
    const { shop, meet } = await twoSessions()
    await orderOf(shop, 'x')
    await shop.write("update carts set status = 'open' where id = 'x'")
    const { waited, answer } = await meet({
      first: "update carts set status = 'ordered' where id = 'x'",
      routine: 'open_cart',
      values: ['x'],
    })
    const refusal = { refused: 'cart_already_ordered', facts: { orderId: 'x' } }
    expect({ waited, answer }).toEqual({ waited: true, answer: refusal })
  })
})
