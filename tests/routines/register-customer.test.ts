import { describe, expect, test } from 'vitest'
import { accountsShop } from './accounts-shop.ts'
import { HASH } from './small-accounts.ts'

const shop = await accountsShop()
const register = (changes: object = {}) =>
  shop.call('register_customer', {
    ...{ customerId: 'new', email: 'New@Example.com', name: 'New', passwordHash: HASH, role: 'staff', ...changes },
  })

describe('register_customer', () => {
  test('writes the account, and answers it as customer_view does', async () => {
    expect(await register()).toEqual(await shop.call('customer_view', { customerId: 'new' }))
    expect(await shop.row("select * from customers where id = 'new'")).toMatchObject({
      ...{ id: 'new', email: 'New@Example.com', name: 'New', password_hash: HASH, role: 'staff', addresses: [] },
    })
  })

  test('email_taken, however it is written', async () => {
    for (const email of ['ann@Example.com', 'ANN@example.com']) {
      expect(await register({ email })).toEqual({ refused: 'email_taken', facts: {} })
    }
  })
})
