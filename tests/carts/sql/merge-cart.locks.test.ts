import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import type { RoutineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const request = {
  ...{ cartId: 'x-b', customerId: 'ann', newCartId: 'new', currency: 'HKD', lineLimit: 3, largestQuantity: 100 },
}

async function stock(shop: RoutineShop): Promise<void> {
  await insertProduct(shop, 'A')
  await insertCustomer(shop, 'ann')
  // Inserted in another order than the lock order.
  await insertCart(shop, 'x-b', {}, { A: 2 })
  await insertCart(shop, 'x-a', { customer_id: 'ann' }, { A: 1 })
}
const lines = (shop: RoutineShop) => shop.rows('select cart_id, quantity from cart_lines where sku = $1', ['A'])

describe.runIf(hasPostgres())('merge_cart beside another transaction', () => {
  test.for([
    ['x-b', ['x-a', 'x-b']],
    ['x-a', ['x-a']],
  ] as const)('both carts are locked in the order of their ids: at %s', async ([wanted, held]) => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    const met = await meet({
      first: lockStatement('carts', 'id', wanted),
      routine: 'merge_cart',
      values: [JSON.stringify(request)],
      meanwhile: (watching) => readLockedKeys(watching, 'carts', 'id'),
    })
    expect(met).toMatchObject({ waited: true, meanwhile: held, answer: { lines: [{ quantity: 3 }] } })
  })

  test('a guest’s cart that is being ordered: cart_already_ordered', async () => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    const first = "update carts set status = 'ordered' where id = 'x-b'"
    const met = await meet({ first, routine: 'merge_cart', values: [JSON.stringify(request)] })
    expect(met).toMatchObject({ waited: true, answer: { refused: 'cart_already_ordered' } })
    expect(await lines(shop)).toHaveLength(2)
  })

  test('a concurrent identical merge: the same cart, and nothing is added twice', async () => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    const first = `select merge_cart('${JSON.stringify(request)}')`
    const met = await meet({ first, routine: 'merge_cart', values: [JSON.stringify(request)] })
    expect(met).toMatchObject({ waited: true, answer: { cart: { id: 'x-a' }, lines: [{ quantity: 3 }] } })
  })

  test('a customer’s cart that is being ordered: the lines go into a new one', async () => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    const first = "update carts set status = 'ordered' where id = 'x-a'"
    const met = await meet({ first, routine: 'merge_cart', values: [JSON.stringify(request)] })
    expect(met).toMatchObject({ waited: true, answer: { cart: { id: 'new' }, lines: [{ quantity: 2 }] } })
    expect(await lines(shop)).toEqual(expect.arrayContaining([{ cart_id: 'x-a', quantity: 1 }]))
  })

  test.for([
    ['x-2', ['x-2']],
    ['x-3', ['x-2', 'x-3']],
    ['x-1', ['x-1', 'x-2', 'x-3']],
  ] as const)('locks sales by SKU, then by id, after the carts and before the claims: at %s', async ([sale, held]) => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    await insertProduct(shop, 'B')
    for (const [id, sku] of [
      ['x-3', 'A'],
      ['x-1', 'B'],
      ['x-2', 'A'],
    ] as const) {
      await insertFlashSale(shop, id, sku)
      await insertClaim(shop, `of-${id}`, id, { cart_id: 'x-b' })
    }
    const met = await meet({
      first: lockStatement('flash_sales', 'id', sale),
      routine: 'merge_cart',
      values: [JSON.stringify({ ...request, lineLimit: 5 })],
      meanwhile: async (watching) => ({
        carts: await readLockedKeys(watching, 'carts', 'id'),
        sales: await readLockedKeys(watching, 'flash_sales', 'id'),
        claims: await readLockedKeys(watching, 'flash_sale_claims', 'id'),
      }),
    })
    const meanwhile = { carts: ['x-a', 'x-b'], sales: held, claims: [] }
    expect(met).toMatchObject({ waited: true, meanwhile, answer: { claims: [{}, {}, {}] } })
  })

  test('does not wait for other carts or the sales of their claims', async () => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    await insertCart(shop, 'elsewhere')
    for (const id of ['x', 'y']) await insertFlashSale(shop, id, 'A')
    await insertClaim(shop, 'claim', 'x', { cart_id: 'elsewhere' })
    await insertClaim(shop, 'guests', 'y', { cart_id: 'x-b' })
    const first = `${lockStatement('carts', 'id', 'elsewhere')}; ${lockStatement('flash_sales', 'id', 'x')}`
    const met = await meet({ first, routine: 'merge_cart', values: [JSON.stringify(request)] })
    expect(met).toMatchObject({ waited: false, answer: { cart: { id: 'x-a' } } })
  })
})
