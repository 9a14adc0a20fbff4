import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertOrder } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()

describe('lock_open_cart', () => {
  test('returns the cart', async () => {
    await insertCart(shop, 'cart', { customer_id: 'cus_1', version: 3 })
    expect(await shop.run('lock_open_cart', 'cart', 'cus_1')).toMatchObject({
      id: 'cart',
      customer_id: 'cus_1',
      version: 3,
    })
  })

  test.for([null, '', 'cus_2'])("cart_not_found: a customer's cart, for %j", async (caller) => {
    await insertCart(shop, 'cart', { customer_id: 'cus_1' })
    expect(await shop.run('lock_open_cart', 'cart', caller)).toEqual({ refused: 'cart_not_found', facts: {} })
  })

  test.for([null, 'cus_1'])("returns a guest's cart to anyone who has its id: %j", async (caller) => {
    await insertCart(shop, 'cart')
    expect(await shop.run('lock_open_cart', 'cart', caller)).toMatchObject({ id: 'cart', customer_id: null })
  })

  test('cart_not_found', async () => {
    expect(await shop.run('lock_open_cart', 'unknown', null)).toEqual({ refused: 'cart_not_found', facts: {} })
  })

  test('cart_merged, with the cart that it was merged into', async () => {
    await insertCart(shop, 'customers', { customer_id: 'ann' })
    await insertCart(shop, 'cart', { customer_id: 'ann', status: 'merged', merged_into: 'customers' })
    expect(await shop.run('lock_open_cart', 'cart', 'ann')).toEqual({
      refused: 'cart_merged',
      facts: { cartId: 'customers' },
    })
    expect(await shop.run('lock_open_cart', 'cart', 'bea')).toEqual({ refused: 'cart_not_found', facts: {} })
  })

  test('cart_already_ordered, with the order', async () => {
    await insertOrder(shop, 'order')
    await shop.write("update orders set id = 'its-order' where id = 'order'")
    expect(await shop.run('lock_open_cart', 'order', null)).toEqual({
      refused: 'cart_already_ordered',
      facts: { orderId: 'its-order' },
    })
  })
})

describe.runIf(hasPostgres())('lock_open_cart beside another transaction', () => {
  test('waits for the cart, and finds it ordered', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'x')
    await shop.write("update carts set status = 'open' where id = 'x'")
    const { waited, answer } = await meet({
      first: "update carts set status = 'ordered' where id = 'x'",
      routine: 'lock_open_cart',
      values: ['x', null],
    })
    const refusal = { refused: 'cart_already_ordered', facts: { orderId: 'x' } }
    expect({ waited, answer }).toEqual({ waited: true, answer: refusal })
  })
})
