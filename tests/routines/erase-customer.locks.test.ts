import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../support/database.ts'
import { accountOf, HASH } from './small-accounts.ts'
import { cartOf, orderOf } from './small-shop.ts'
import { locked, twoSessions } from './two-sessions.ts'

const values = [JSON.stringify({ customerId: 'ann', passwordHash: HASH })]

describe.runIf(hasPostgres())('erase_customer beside another transaction', () => {
  test('waits for an order that is being placed, before it locks anything else, and finds it under way', async () => {
    const { shop, meet } = await twoSessions()
    await accountOf(shop, 'ann')
    await orderOf(shop, 'x', { customer_id: 'ann', status: 'delivered' })
    await cartOf(shop, 'y')
    const met = await meet({
      first: `select require_customer('ann'); update orders set customer_id = 'ann', status = 'paid' where id = 'other-waiting'`,
      routine: 'erase_customer',
      values,
      meanwhile: (watching) => locked(watching, 'carts', 'id'),
    })
    const answer = { refused: 'order_under_way', facts: { orderIds: ['other-waiting'] } }
    expect(met).toEqual({ waited: true, meanwhile: [], answer })
  })

  test('waits for a cart that is being made, and takes it along', async () => {
    const { shop, meet } = await twoSessions()
    await accountOf(shop, 'ann')
    const first = `select create_cart('{"cartId": "new", "currency": "HKD", "customerId": "ann"}')`
    expect(await meet({ first, routine: 'erase_customer', values })).toMatchObject({ waited: true, answer: {} })
    expect(await shop.rows("select from carts where id = 'new'")).toEqual([])
  })

  test('waits for an order whose late payment is being taken, and finds it under way', async () => {
    const { shop, meet } = await twoSessions()
    await accountOf(shop, 'ann')
    await orderOf(shop, 'x', { customer_id: 'ann', status: 'expired' })
    const first = "update orders set status = 'paid' where id = 'x'"
    const answer = { refused: 'order_under_way', facts: { orderIds: ['x'] } }
    expect(await meet({ first, routine: 'erase_customer', values })).toMatchObject({ waited: true, answer })
  })
})
