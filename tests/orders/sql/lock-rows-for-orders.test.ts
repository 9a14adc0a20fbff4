import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import type { RoutineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertCoupon, insertProduct, insertSlot } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

/** Not in lock order. */
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
    await insertCart(shop, id)
    await insertProduct(shop, id)
    await insertFlashSale(shop, id, id)
    await insertClaim(shop, `of-${id}`, id, { cart_id: id })
    await insertCoupon(shop, id)
    await insertSlot(shop, id)
  }
}

const orders = shuffled.map((id) => ({
  cartId: id,
  lines: [{ sku: id, claimId: `of-${id}` }],
  coupon: { id },
  slotId: id,
}))
const withPlainOrder = [
  ...orders,
  { cartId: 'x-b', lines: [{ sku: 'x-a' }, { sku: 'x-b' }], coupon: null, slotId: null },
]

const lockedRows = async (shop: RoutineShop) => {
  const rows = []
  for (const [table, key] of tables) rows.push(await readLockedKeys(shop, table, key))
  return rows
}

describe.runIf(hasPostgres())('lock_rows_for_orders', () => {
  test.for(tables.map(([table, key], place) => ({ table, key, place })))(
    'locks the rows of $table in byte order, after the previous tables and before the next',
    async ({ table, key, place }) => {
      const { shop, meet } = await twoSessions()
      await stock(shop)
      const { waited, meanwhile } = await meet({
        first: lockStatement(table, key, 'x-a'),
        routine: 'lock_rows_for_orders',
        values: [JSON.stringify(withPlainOrder)],
        meanwhile: lockedRows,
      })
      const all = ['x-a', 'x-b', 'x-c']
      const expected = tables.map((_, index) => (index < place ? all : index === place ? ['x-a'] : []))
      expect({ waited, meanwhile }).toEqual({ waited: true, meanwhile: expected })
    },
  )

  test('locks customers first, so that no account is erased concurrently', async () => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    await insertCustomer(shop, 'x-b')
    const { waited, meanwhile } = await meet({
      first: "select from customers where id = 'x-b' for update",
      routine: 'lock_rows_for_orders',
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
  ] as const)('locks customers by id: waits for %s', async ([customer, expected]) => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    for (const id of shuffled) await insertCustomer(shop, id)
    const { waited, meanwhile } = await meet({
      first: `select from customers where id = '${customer}' for update`,
      routine: 'lock_rows_for_orders',
      values: [JSON.stringify(orders.map((order) => ({ ...order, customerId: order.cartId })))],
      meanwhile: () => readLockedKeys(shop, 'customers', 'id', 'update'),
    })
    expect({ waited, meanwhile }).toEqual({ waited: true, meanwhile: expected })
  })

  test.for([
    ['s-2', ['s-2']],
    ['s-3', ['s-2', 's-3']],
    ['s-1', ['s-1', 's-2', 's-3']],
  ] as const)('locks flash sales by SKU, then by id: waits for %s', async ([sale, expected]) => {
    const { shop, meet } = await twoSessions()
    for (const id of ['x-b', 'x-a']) await insertProduct(shop, id)
    for (const [id, sku, claim] of [
      ['s-3', 'x-a', 'b'],
      ['s-1', 'x-b', 'a'],
      ['s-2', 'x-a', 'c'],
    ] as const) {
      await insertFlashSale(shop, id, sku)
      await insertClaim(shop, claim, id)
    }
    const { waited, meanwhile } = await meet({
      first: lockStatement('flash_sales', 'id', sale),
      routine: 'lock_rows_for_orders',
      values: [JSON.stringify([{ lines: ['a', 'b', 'c'].map((claimId) => ({ claimId })) }])],
      meanwhile: () => readLockedKeys(shop, 'flash_sales', 'id'),
    })
    expect({ waited, meanwhile }).toEqual({ waited: true, meanwhile: expected })
  })

  test('locks no row of other orders', async () => {
    const { shop, meet } = await twoSessions()
    await stock(shop)
    await insertCustomer(shop, 'x-c')
    const { waited } = await meet({
      first: `${tables.map(([table, key]) => lockStatement(table, key, 'x-c')).join('; ')};
        select from customers where id = 'x-c' for update`,
      routine: 'lock_rows_for_orders',
      values: [JSON.stringify(orders.filter(({ cartId }) => cartId !== 'x-c'))],
    })
    expect(waited).toBe(false)
  })
})
