import { describe, expect, test } from 'vitest'
import { openSessions, queuedMails } from '../../support/sql/account-links.ts'
import { HASH } from '../../support/sql/account-rows.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const NEW = HASH.replace('m=8', 'm=16')
const change = (changes: object = {}) =>
  shop.call('change_password', { customerId: 'ann', oldPasswordHash: HASH, newPasswordHash: NEW, ...changes })
const hash = async () => (await shop.row("select password_hash from customers where id = 'ann'"))?.password_hash

describe('change_password', () => {
  test('replaces the hash, ends the other sessions and queues a mail', async () => {
    expect(await change({ sessionId: 'ann-tablet' })).toEqual({})
    expect([await hash(), await openSessions(shop)]).toEqual([NEW, ['ann-tablet']])
    expect(await queuedMails(shop)).toEqual([{ mail: 'password_changed', email: 'ann@Example.com', customerId: 'ann' }])
  })

  test('without a session ends all', async () => {
    await change()
    expect(await openSessions(shop)).toEqual([])
  })

  test.each([
    ['account_not_found', { customerId: 'unknown' }],
    ['wrong_password', { oldPasswordHash: 'changed meanwhile' }],
  ])('%s changes nothing', async (refused, changes) => {
    expect(await change(changes)).toEqual({ refused, facts: {} })
    expect([await hash(), (await openSessions(shop)).length, await queuedMails(shop)]).toEqual([HASH, 2, []])
  })
})
