import { expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()

test('password_view: the password hash; null for an unknown id', async () => {
  await shop.write("update customers set password_hash = '$argon2id$anns' where id = 'ann'")
  expect(await shop.call('password_view', { customerId: 'ann' })).toEqual({ passwordHash: '$argon2id$anns' })
  expect(await shop.call('password_view', { customerId: 'unknown' })).toBeNull()
})
