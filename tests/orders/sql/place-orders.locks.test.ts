import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import {
  insertPlacementCart,
  insertPlacementProducts,
  removeDelivery,
  requestFor,
} from '../../support/sql/placement.ts'
import type { RoutineShop } from '../../support/sql/routine-shop.ts'
import { lockStatement, readLockedKeys, type TwoSessions, twoSessions } from '../../support/sql/two-sessions.ts'

const ids = ['x', 'y', 'z', 'w', 'v', 'u']

async function shopWithCarts(): Promise<TwoSessions> {
  const sessions = await twoSessions()
  await insertPlacementProducts(sessions.shop)
  for (const id of ids) {
    await insertPlacementCart(sessions.shop, id)
    await removeDelivery(sessions.shop, id)
  }
  return sessions
}

const request = (...orders: string[]) => [JSON.stringify({ orders: orders.map(requestFor) })]
const hash = (id: string) => `hashtextextended('guest/key-${id}', 0)`
/** Only in this database: other tests lock keys on the same server. */
const heldKeys = async (shop: RoutineShop) =>
  (
    await shop.rows(
      `select from pg_locks where locktype = 'advisory' and granted
         and database = (select oid from pg_database where datname = current_database())`,
    )
  ).length

describe.runIf(hasPostgres())('place_orders beside another transaction', () => {
  test('locks the keys first, sorted by hash', async () => {
    const { shop, meet } = await shopWithCarts()
    const smallest = `select least(${ids.map(hash).join(', ')})`
    const met = await meet({
      first: `select pg_advisory_xact_lock((${smallest}))`,
      routine: 'place_orders',
      values: request(...ids),
      meanwhile: async () => [await heldKeys(shop), await readLockedKeys(shop, 'carts', 'id')],
    })
    expect(met).toMatchObject({ waited: true, meanwhile: [1, []] })
  })

  test('locks the rows of several orders in byte order before it places the first', async () => {
    const { shop, meet } = await shopWithCarts()
    const met = await meet({
      first: lockStatement('carts', 'id', 'x'),
      routine: 'place_orders',
      values: request('y', 'x'),
      meanwhile: async () => [
        await readLockedKeys(shop, 'carts', 'id'),
        await readLockedKeys(shop, 'inventory', 'sku'),
      ],
    })
    expect(met).toMatchObject({ waited: true, meanwhile: [['x'], []] })
  })

  test('clears the request id of the connection', async () => {
    const { shop } = await shopWithCarts()
    await shop.write(
      'select place_orders($1)',
      JSON.stringify({ orders: [{ ...requestFor('x'), requestId: 'req-x' }] }),
    )
    expect(await shop.row("select status from orders where id = 'x'")).toEqual({ status: 'pending_payment' })
    expect(await shop.row("select current_setting('larder.request_id') as id")).toEqual({ id: '' })
  })

  test('does not lock rows in advance for a single order: its replay does not wait', async () => {
    const { shop, meet } = await shopWithCarts()
    await shop.write('select place_order($1)', JSON.stringify(requestFor('x')))
    const met = await meet({ first: lockStatement('carts', 'id', 'x'), routine: 'place_orders', values: request('x') })
    expect(met).toMatchObject({ waited: false, answer: { outcomes: [{ placed: { replayed: true } }] } })
  })
})
