import { describe, expect, test } from 'vitest'
import { insertLink, linkHashes, openSessions } from '../../support/sql/account-links.ts'
import { HASH } from '../../support/sql/account-rows.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const set = (kept: string | null) => shop.run('set_password', 'ann', HASH.replace('m=8', 'm=16'), kept)

describe('set_password', () => {
  test('ends all sessions but the kept one; sessions that have ended keep their time', async () => {
    await shop.write("update sessions set ended_at = now() - interval '1 day' where id = 'ann-phone'")
    await set('ann-tablet')
    expect(await openSessions(shop)).toEqual(['ann-tablet'])
    expect(await shop.row("select ended_at < now() as earlier from sessions where id = 'ann-phone'")).toEqual({
      earlier: true,
    })
    await set(null)
    expect(await openSessions(shop)).toEqual([])
  })

  test('deletes the links that would set another password, of this account only', async () => {
    await insertLink(shop, 'reset')
    await insertLink(shop, 'verification', { purpose: 'email_verification' })
    await insertLink(shop, 'of-bea', { customer_id: 'bea' })
    await set(null)
    expect(await linkHashes(shop)).toEqual(['hash of of-bea', 'hash of verification'])
  })
})
