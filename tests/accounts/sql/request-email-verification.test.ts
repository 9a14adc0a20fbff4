import { describe, expect, test } from 'vitest'
import { queuedMails } from '../../support/sql/account-links.ts'
import { HASH } from '../../support/sql/account-rows.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const ask = (changes: object = {}) => shop.call('request_email_verification', { customerId: 'ann', ...changes })
const verification = { mail: 'email_verification', email: 'ann@Example.com', customerId: 'ann' }

describe('request_email_verification', () => {
  test('queues the mail for the own address', async () => {
    expect(await ask()).toEqual({})
    expect(await queuedMails(shop)).toEqual([verification])
  })

  test('queues nothing for a confirmed address', async () => {
    await shop.write("update customers set email_verified_at = now() where id = 'ann'")
    expect(await ask()).toEqual({})
    expect(await queuedMails(shop)).toEqual([])
  })

  test('for another address tells the old one', async () => {
    expect(await ask({ email: 'new@example.com', passwordHash: HASH })).toEqual({})
    expect(await queuedMails(shop)).toEqual([
      { mail: 'email_change_requested', email: 'ann@Example.com', customerId: 'ann' },
      { ...verification, email: 'new@example.com' },
    ])
  })

  test('a change of case only is no other address', async () => {
    await ask({ email: 'ANN@example.com', passwordHash: HASH })
    expect(await queuedMails(shop)).toEqual([{ ...verification, email: 'ANN@example.com' }])
  })

  test.each([
    ['account_not_found', { customerId: 'unknown' }],
    ['wrong_password', { email: 'new@example.com', passwordHash: 'changed meanwhile' }],
    ['wrong_password', { email: 'new@example.com' }],
  ])('%s: %o', async (refused, changes) => {
    expect(await ask(changes)).toEqual({ refused, facts: {} })
    expect(await queuedMails(shop)).toEqual([])
  })
})
