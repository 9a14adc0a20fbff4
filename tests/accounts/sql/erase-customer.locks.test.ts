import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { HASH, insertCustomer } from '../../support/sql/account-rows.ts'
import { insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import type { RoutineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertOrder, insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const values = [JSON.stringify({ customerId: 'ann', passwordHash: HASH })]

describe.runIf(hasPostgres())('erase_customer beside another transaction', () => {
  test('waits for an order that is being placed, before other locks, and is refused', async () => {
    const { shop, meet } = await twoSessions()
    await insertCustomer(shop, 'ann')
    await insertOrder(shop, 'x', { customer_id: 'ann', status: 'delivered' })
    await insertCart(shop, 'y')
    const met = await meet({
      first: `select require_customer('ann'); update orders set customer_id = 'ann', status = 'paid' where id = 'other-waiting'`,
      routine: 'erase_customer',
      values,
      meanwhile: (watching) => readLockedKeys(watching, 'carts', 'id'),
    })
    const answer = { refused: 'order_under_way', facts: { orderIds: ['other-waiting'] } }
    expect(met).toEqual({ waited: true, meanwhile: [], answer })
  })

  test('waits for a cart that is being created, and deletes it', async () => {
    const { shop, meet } = await twoSessions()
    await insertCustomer(shop, 'ann')
    const first = `select create_cart('{"cartId": "new", "currency": "HKD", "customerId": "ann"}')`
    expect(await meet({ first, routine: 'erase_customer', values })).toMatchObject({ waited: true, answer: {} })
    expect(await shop.rows("select from carts where id = 'new'")).toEqual([])
  })

  test('waits for a late payment of an order, and is refused', async () => {
    const { shop, meet } = await twoSessions()
    await insertCustomer(shop, 'ann')
    await insertOrder(shop, 'x', { customer_id: 'ann', status: 'expired' })
    const first = "update orders set status = 'paid' where id = 'x'"
    const answer = { refused: 'order_under_way', facts: { orderIds: ['x'] } }
    expect(await meet({ first, routine: 'erase_customer', values })).toMatchObject({ waited: true, answer })
  })

  /** Inserted in another order than the lock order. */
  const shuffled = ['x-b', 'x-c', 'x-a']

  /** Orders, carts and claims of Ann and Bea, and a claim of Bea’s in a cart of Ann’s. */
  async function stock(shop: RoutineShop): Promise<void> {
    for (const id of ['ann', 'bea']) await insertCustomer(shop, id)
    for (const id of shuffled) {
      await insertOrder(shop, id, { customer_id: 'ann', status: 'delivered' })
      await shop.write("update carts set customer_id = 'ann' where id = $1", id)
      await insertProduct(shop, id)
      await insertFlashSale(shop, id, id)
    }
    await insertOrder(shop, 'y', { customer_id: 'bea', status: 'delivered' })
    await insertCart(shop, 'open', { customer_id: 'ann' })
    await insertProduct(shop, 'y')
    for (const id of ['s-3', 's-1', 's-2', 'y']) await insertFlashSale(shop, id, id === 'y' ? 'y' : 'x-c')
    await insertClaim(shop, 'anns-b', 'x-b')
    for (const id of ['s-1', 's-3', 's-2']) await insertClaim(shop, `anns-${id}`, id, { status: 'released' })
    await insertClaim(shop, 'beas-c', 'x-c', { customer_id: 'bea', cart_id: 'open' })
    await insertClaim(shop, 'anns-a', 'x-a')
    await insertClaim(shop, 'beas-y', 'y', { customer_id: 'bea', cart_id: 'y' })
  }
  const all = ['x-a', 'x-b', 'x-c']
  const carts = ['open', ...all]
  const sales = ['s-1', 's-2', 's-3', ...all]

  test.for([
    ['orders', 'x-b', { orders: ['x-a', 'x-b'], carts: [], flash_sales: [] }],
    ['carts', 'x-b', { orders: all, carts: ['open', 'x-a', 'x-b'], flash_sales: [] }],
    ['flash_sales', 'x-b', { orders: all, carts, flash_sales: ['x-a', 'x-b'] }],
    ['flash_sales', 's-1', { orders: all, carts, flash_sales: ['s-1', 'x-a', 'x-b'] }],
    ['flash_sales', 's-2', { orders: all, carts, flash_sales: ['s-1', 's-2', 'x-a', 'x-b'] }],
    ['flash_sales', 's-3', { orders: all, carts, flash_sales: ['s-1', 's-2', 's-3', 'x-a', 'x-b'] }],
    ['flash_sales', 'x-c', { orders: all, carts, flash_sales: sales }],
  ] as const)('locks orders, then carts, then sales by SKU and id: %s at %s', async (given) => {
    const [table, id, held] = given
    const { shop, meet } = await twoSessions()
    await stock(shop)
    const met = await meet({
      first: lockStatement(table, 'id', id),
      routine: 'erase_customer',
      values,
      meanwhile: async (watching) => ({
        orders: await readLockedKeys(watching, 'orders', 'id'),
        carts: await readLockedKeys(watching, 'carts', 'id'),
        flash_sales: await readLockedKeys(watching, 'flash_sales', 'id'),
        claims: await readLockedKeys(watching, 'flash_sale_claims', 'id'),
      }),
    })
    expect(met).toEqual({ waited: true, meanwhile: { ...held, claims: [] }, answer: {} })
  })

  test('does not wait for rows of other customers, nor for admins if it is no admin', async () => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    await insertCustomer(shop, 'boss', { role: 'admin' })
    const unrelated = [
      ['orders', 'y'],
      ['carts', 'y'],
      ['flash_sales', 'y'],
      ['customers', 'boss'],
    ] as const
    const first = unrelated.map(([table, id]) => lockStatement(table, 'id', id)).join('; ')
    expect(await meet({ first, routine: 'erase_customer', values })).toMatchObject({ waited: false, answer: {} })
  })
})
