import { describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()

describe('queue_account_mail', () => {
  test('writes one row of the outbox, without an order', async () => {
    await shop.run('queue_account_mail', 'password_reset', 'x@example.com', null)
    expect(await shop.rows("select order_id, payload from outbox where topic = 'account_mail'")).toEqual([
      { order_id: null, payload: { mail: 'password_reset', email: 'x@example.com', customerId: null } },
    ])
  })
})
