import { describe, expect, test } from 'vitest'
import { insertLink, openSessions, queuedMails } from '../../support/sql/account-links.ts'
import { HASH } from '../../support/sql/account-rows.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'
import { fromNow } from '../../support/sql/routine-shop.ts'

const shop = await accountsShop()
const NEW = HASH.replace('m=8', 'm=16')
const reset = (id: string) => shop.call('reset_password', { tokenHash: `hash of ${id}`, newPasswordHash: NEW })
const ann = () =>
  shop.row("select password_hash, email_verified_at is not null as verified from customers where id = 'ann'")

describe('reset_password', () => {
  test('sets the password once, ends all sessions, confirms the address and queues a mail', async () => {
    await insertLink(shop, 'link')
    expect(await reset('link')).toEqual({})
    expect(await ann()).toEqual({ password_hash: NEW, verified: true })
    expect(await openSessions(shop)).toEqual([])
    expect(await queuedMails(shop)).toEqual([{ mail: 'password_changed', email: 'ann@Example.com', customerId: 'ann' }])
    expect(await reset('link')).toEqual({ refused: 'token_invalid', facts: {} })
  })

  test('makes the other links that reset the password invalid', async () => {
    await insertLink(shop, 'first')
    await insertLink(shop, 'second')
    await reset('second')
    expect(await reset('first')).toEqual({ refused: 'token_invalid', facts: {} })
  })

  test('an address that the account no longer has is not confirmed', async () => {
    await insertLink(shop, 'link', { email: 'old@example.com' })
    expect(await reset('link')).toEqual({})
    expect(await ann()).toMatchObject({ verified: false })
  })

  test.each([
    ['expired', { expires_at: fromNow(0) }],
    ['for another purpose', { purpose: 'email_verification' }],
  ])('token_invalid: %s', async (_case, changes) => {
    await insertLink(shop, 'link', changes)
    expect(await reset('link')).toEqual({ refused: 'token_invalid', facts: {} })
    expect(await ann()).toEqual({ password_hash: HASH, verified: false })
    expect((await openSessions(shop)).length).toBe(2)
  })
})
