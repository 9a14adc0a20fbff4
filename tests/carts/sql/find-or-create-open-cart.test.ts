import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()
const find = () => shop.run('find_or_create_open_cart', 'ann', 'new', 'JPY')

describe('find_or_create_open_cart', () => {
  test("finds the customer's open cart", async () => {
    await insertCart(shop, 'customers', { customer_id: 'ann' })
    await insertCart(shop, 'beas', { customer_id: 'bea' })
    await insertCart(shop, 'guests')
    expect(await find()).toBe('customers')
    expect(await shop.rows("select from carts where id = 'new'")).toEqual([])
  })

  test('creates one if the last was ordered', async () => {
    await insertCart(shop, 'ordered', { customer_id: 'ann', status: 'ordered' })
    expect(await find()).toBe('new')
    const created = await shop.row("select customer_id, currency, status, version from carts where id = 'new'")
    expect(created).toEqual({ customer_id: 'ann', currency: 'JPY', status: 'open', version: 1 })
  })
})

describe.runIf(hasPostgres())('find_or_create_open_cart beside another transaction', () => {
  test('waits for a concurrent call that creates one, and finds its cart', async () => {
    const { shop, meet } = await twoSessions()
    const first = "insert into carts (id, customer_id, currency) values ('concurrent', 'ann', 'HKD')"
    const { waited, answer } = await meet({ first, routine: 'find_or_create_open_cart', values: ['ann', 'new', 'HKD'] })
    expect({ waited, answer }).toEqual({ waited: true, answer: 'concurrent' })
    expect(await shop.rows("select id from carts where customer_id = 'ann'")).toEqual([{ id: 'concurrent' }])
  })
})
