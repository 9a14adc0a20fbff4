import { describe, expect, test } from 'vitest'
import { HASH } from '../../support/sql/account-rows.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()

describe('credentials_view', () => {
  test.each(['ann@Example.com', 'ANN@EXAMPLE.COM'])('by the address, ignoring case: %s', async (email) => {
    const credentials = { customerId: 'ann', role: 'customer', passwordHash: HASH, totpSecret: null }
    expect(await shop.call('credentials_view', { email })).toEqual(credentials)
  })

  test('null for an unknown address', async () => {
    expect(await shop.call('credentials_view', { email: 'unknown@example.com' })).toBeNull()
  })
})
