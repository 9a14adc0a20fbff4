import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../support/database.ts'
import type { RoutineShop } from './routine-shop.ts'
import { accountOf } from './small-accounts.ts'
import { cartOf, goods } from './small-shop.ts'
import { lock, locked, twoSessions } from './two-sessions.ts'

const request = {
  ...{ cartId: 'x-b', customerId: 'ann', newCartId: 'new', currency: 'HKD', lineLimit: 3, largestQuantity: 100 },
}

async function stock(shop: RoutineShop): Promise<void> {
  await goods(shop, 'A')
  await accountOf(shop, 'ann')
  await cartOf(shop, 'x-a', { customer_id: 'ann' }, { A: 1 })
  await cartOf(shop, 'x-b', {}, { A: 2 })
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
      first: lock('carts', 'id', wanted),
      routine: 'merge_cart',
      values: [JSON.stringify(request)],
      meanwhile: (watching) => locked(watching, 'carts', 'id'),
    })
    expect(met).toMatchObject({ waited: true, meanwhile: held, answer: { lines: [{ quantity: 3 }] } })
  })

  test('a guest’s cart that is being ordered is ordered: the merge is told so', async () => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    const first = "update carts set status = 'ordered' where id = 'x-b'"
    const met = await meet({ first, routine: 'merge_cart', values: [JSON.stringify(request)] })
    expect(met).toMatchObject({ waited: true, answer: { refused: 'cart_already_ordered' } })
    expect(await lines(shop)).toHaveLength(2)
  })

  test('a twin that has merged: the same cart, and nothing is added twice', async () => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    const first = `select merge_cart('${JSON.stringify(request)}')`
    const met = await meet({ first, routine: 'merge_cart', values: [JSON.stringify(request)] })
    expect(met).toMatchObject({ waited: true, answer: { cart: { id: 'x-a' }, lines: [{ quantity: 3 }] } })
  })

  test('the customer’s cart is being ordered: the lines go into a new one', async () => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    const first = "update carts set status = 'ordered' where id = 'x-a'"
    const met = await meet({ first, routine: 'merge_cart', values: [JSON.stringify(request)] })
    expect(met).toMatchObject({ waited: true, answer: { cart: { id: 'new' }, lines: [{ quantity: 2 }] } })
    expect(await lines(shop)).toEqual(expect.arrayContaining([{ cart_id: 'x-a', quantity: 1 }]))
  })
})
