import { describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'
import { HASH } from '../../support/sql/small-accounts.ts'

const shop = await accountsShop()

describe('credentials_view', () => {
  test.each(['ann@Example.com', 'ANN@EXAMPLE.COM'])('by the address, however it is written: %s', async (email) => {
    const credentials = { customerId: 'ann', role: 'customer', passwordHash: HASH }
    expect(await shop.call('credentials_view', { email })).toEqual(credentials)
  })

  test('null for an unknown one', async () => {
    expect(await shop.call('credentials_view', { email: 'nobody@example.com' })).toBeNull()
  })
})
