import { describe, expect, test } from 'vitest'
import { queuedMails } from '../../support/sql/account-links.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()

describe('request_password_reset', () => {
  test.each(['ann@example.com', 'nobody@example.com'])('does the same for %s', async (email) => {
    expect(await shop.call('request_password_reset', { email })).toEqual({})
    expect(await queuedMails(shop)).toEqual([{ mail: 'password_reset', email, customerId: null }])
  })
})
