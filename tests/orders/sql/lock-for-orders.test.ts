import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import type { RoutineShop } from '../../support/sql/routine-shop.ts'
import { accountOf } from '../../support/sql/small-accounts.ts'
import { claimOf, saleOf } from '../../support/sql/small-sales.ts'
import { cartOf, couponOf, goods, slotOf } from '../../support/sql/small-shop.ts'
import { lock, locked, twoSessions } from '../../support/sql/two-sessions.ts'

/** Written in another order than they are to be locked in. */
const shuffled = ['x-b', 'x-c', 'x-a']
const tables = [
  ['carts', 'id'],
  ['inventory', 'sku'],
  ['flash_sales', 'id'],
  ['coupons', 'id'],
  ['delivery_slots', 'id'],
] as const

async function stock(shop: RoutineShop): Promise<void> {
  for (const id of shuffled) {
    await cartOf(shop, id)
    await goods(shop, id)
    await saleOf(shop, id, id)
    await claimOf(shop, `of-${id}`, id, { cart_id: id })
    await couponOf(shop, id)
    await slotOf(shop, id)
  }
}

const orders = shuffled.map((id) => ({
  cartId: id,
  lines: [{ sku: id, claimId: `of-${id}` }],
  coupon: { id },
  slotId: id,
}))
const alsoWithout = [...orders, { cartId: 'x-b', lines: [{ sku: 'x-a' }, { sku: 'x-b' }], coupon: null, slotId: null }]

const lockedRows = async (shop: RoutineShop) => {
  const found = []
  for (const [table, key] of tables) found.push(await locked(shop, table, key))
  return found
}

describe.runIf(hasPostgres())('lock_for_orders', () => {
  test.for(tables.map(([table, key], place) => ({ table, key, place })))(
    '$table: all that the orders want, in byte order, after what comes before and before what comes after',
    async ({ table, key, place }) => {
      const { shop, meet } = await twoSessions()
      await stock(shop)
      const { waited, meanwhile } = await meet({
        first: lock(table, key, 'x-a'),
        routine: 'lock_for_orders',
        values: [JSON.stringify(alsoWithout)],
        meanwhile: lockedRows,
      })
      const all = ['x-a', 'x-b', 'x-c']
      const expected = tables.map((_, index) => (index < place ? all : index === place ? ['x-a'] : []))
      expect({ waited, meanwhile }).toEqual({ waited: true, meanwhile: expected })
    },
  )

  test('customers before all else, so that none of them is erased meanwhile', async () => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    await accountOf(shop, 'x-b')
    const { waited, meanwhile } = await meet({
      first: "select from customers where id = 'x-b' for update",
      routine: 'lock_for_orders',
      values: [
        JSON.stringify([...orders, { cartId: 'x-a', customerId: 'x-b', lines: [], coupon: null, slotId: null }]),
      ],
      meanwhile: lockedRows,
    })
    expect({ waited, meanwhile }).toEqual({ waited: true, meanwhile: tables.map(() => []) })
  })

  test.for([
    ['x-a', ['x-a']],
    ['x-b', ['x-a', 'x-b']],
    ['x-c', ['x-a', 'x-b', 'x-c']],
  ] as const)('customers in the order of their ids: before %s', async ([customer, expected]) => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    for (const id of shuffled) await accountOf(shop, id)
    const { waited, meanwhile } = await meet({
      first: `select from customers where id = '${customer}' for update`,
      routine: 'lock_for_orders',
      values: [JSON.stringify(orders.map((order) => ({ ...order, customerId: order.cartId })))],
      meanwhile: () => locked(shop, 'customers', 'id', 'update'),
    })
    expect({ waited, meanwhile }).toEqual({ waited: true, meanwhile: expected })
  })

  test.for([
    ['s-2', ['s-2']],
    ['s-3', ['s-2', 's-3']],
    ['s-1', ['s-1', 's-2', 's-3']],
  ] as const)('sales by SKU, then by id, whatever their claims are called: before %s', async ([sale, expected]) => {
    const { shop, meet } = await twoSessions()
    for (const id of ['x-b', 'x-a']) await goods(shop, id)
    for (const [id, sku, claim] of [
      ['s-3', 'x-a', 'b'],
      ['s-1', 'x-b', 'a'],
      ['s-2', 'x-a', 'c'],
    ] as const) {
      await saleOf(shop, id, sku)
      await claimOf(shop, claim, id)
    }
    const { waited, meanwhile } = await meet({
      first: lock('flash_sales', 'id', sale),
      routine: 'lock_for_orders',
      values: [JSON.stringify([{ lines: ['a', 'b', 'c'].map((claimId) => ({ claimId })) }])],
      meanwhile: () => locked(shop, 'flash_sales', 'id'),
    })
    expect({ waited, meanwhile }).toEqual({ waited: true, meanwhile: expected })
  })

  test('no row that none of the orders wants', async () => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    await accountOf(shop, 'x-c')
    const { waited } = await meet({
      first: `${tables.map(([table, key]) => lock(table, key, 'x-c')).join('; ')};
        select from customers where id = 'x-c' for update`,
      routine: 'lock_for_orders',
      values: [JSON.stringify(orders.filter(({ cartId }) => cartId !== 'x-c'))],
    })
    expect(waited).toBe(false)
  })
})
