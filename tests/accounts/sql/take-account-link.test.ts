import { describe, expect, test } from 'vitest'
import { insertLink, linkHashes } from '../../support/sql/account-links.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'
import { fromNow } from '../../support/sql/routine-shop.ts'

const shop = await accountsShop()
const take = (id: string) => shop.run('take_account_link', `hash of ${id}`, 'password_reset')
const invalid = { refused: 'token_invalid', facts: {} }

describe('take_account_link', () => {
  test('returns the link, once, and leaves the others', async () => {
    await insertLink(shop, 'link')
    await insertLink(shop, 'other')
    const before = await linkHashes(shop)
    expect(await take('link')).toMatchObject({ customer_id: 'ann', email: 'ann@example.com' })
    expect(await linkHashes(shop)).toEqual(before.filter((hash) => hash !== 'hash of link'))
    expect(await take('link')).toEqual(invalid)
  })

  test.each([
    ['expired', { expires_at: fromNow(0) }],
    ['for another purpose', { purpose: 'email_verification', email: 'new@example.com' }],
  ])('token_invalid, and the link stays: %s', async (_case, changes) => {
    await insertLink(shop, 'link', changes)
    expect(await take('link')).toEqual(invalid)
    expect(await linkHashes(shop)).toContain('hash of link')
  })

  test('token_invalid: unknown', async () => {
    expect(await take('nothing')).toEqual(invalid)
  })
})
