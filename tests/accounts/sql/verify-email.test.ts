import { describe, expect, test } from 'vitest'
import { insertLink } from '../../support/sql/account-links.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'
import { fromNow, type Value } from '../../support/sql/routine-shop.ts'

const shop = await accountsShop()
const verify = (id: string) => shop.call('verify_email', { tokenHash: `hash of ${id}` })
const invalid = { refused: 'token_invalid', facts: {} }
const link = (id: string, email: string, changes: Record<string, Value> = {}) =>
  insertLink(shop, id, { purpose: 'email_verification', email, ...changes })
const ann = () => shop.row("select email, email_verified_at = now() as verified from customers where id = 'ann'")

describe('verify_email', () => {
  test('confirms the address, once', async () => {
    await link('link', 'ann@Example.com')
    expect(await verify('link')).toEqual({ email: 'ann@Example.com' })
    expect(await ann()).toEqual({ email: 'ann@Example.com', verified: true })
    expect(await verify('link')).toEqual(invalid)
  })

  test('changes the address, and makes older links invalid', async () => {
    await link('older', 'older@example.com')
    await link('new', 'new@example.com')
    await verify('new')
    expect(await ann()).toEqual({ email: 'new@example.com', verified: true })
    expect(await verify('older')).toEqual(invalid)
  })

  test('email_taken changes nothing', async () => {
    await link('link', 'BEA@example.com')
    expect(await verify('link')).toEqual({ refused: 'email_taken', facts: {} })
    expect(await ann()).toEqual({ email: 'ann@Example.com', verified: null })
  })

  test.each([
    ['expired', { expires_at: fromNow(0) }],
    ['for another purpose', { purpose: 'password_reset' }],
  ])('token_invalid: %s', async (_case, changes) => {
    await link('link', 'new@example.com', changes)
    expect(await verify('link')).toEqual(invalid)
    expect(await ann()).toEqual({ email: 'ann@Example.com', verified: null })
  })
})
