import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { cartOf } from '../../support/sql/small-shop.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()
const open = () => shop.run('open_cart_of', 'ann', 'new', 'JPY')

describe('open_cart_of', () => {
  test("the customer's open cart, and no new one", async () => {
    await cartOf(shop, 'hers', { customer_id: 'ann' })
    await cartOf(shop, 'beas', { customer_id: 'bea' })
    await cartOf(shop, 'guests')
    expect(await open()).toBe('hers')
    expect(await shop.rows("select from carts where id = 'new'")).toEqual([])
  })

  test('a new one where the last was ordered', async () => {
    await cartOf(shop, 'ordered', { customer_id: 'ann', status: 'ordered' })
    expect(await open()).toBe('new')
    const made = await shop.row("select customer_id, currency, status, version from carts where id = 'new'")
    expect(made).toEqual({ customer_id: 'ann', currency: 'JPY', status: 'open', version: 1 })
  })
})

describe.runIf(hasPostgres())('open_cart_of beside another transaction', () => {
  test('waits for a twin that makes one, and finds its cart', async () => {
    const { shop, meet } = await twoSessions()
    const first = "insert into carts (id, customer_id, currency) values ('twins', 'ann', 'HKD')"
    const { waited, answer } = await meet({ first, routine: 'open_cart_of', values: ['ann', 'new', 'HKD'] })
    expect({ waited, answer }).toEqual({ waited: true, answer: 'twins' })
    expect(await shop.rows("select id from carts where customer_id = 'ann'")).toEqual([{ id: 'twins' }])
  })
})
