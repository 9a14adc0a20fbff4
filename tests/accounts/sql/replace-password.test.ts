import { describe, expect, test } from 'vitest'
import { openSessions, queuedMails } from '../../support/sql/account-links.ts'
import { HASH } from '../../support/sql/account-rows.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const actor = { customerId: 'npm run reset-password', role: 'system', requestId: 'req-12345678' }
const newPasswordHash = HASH.replace('m=8', 'm=16')
const replace = (email: string) => shop.call('replace_password', { actor, email, newPasswordHash })
const hashes = () => shop.rows('select id, password_hash as hash from customers order by id')

describe('replace_password', () => {
  test('sets the password of this account, ends its sessions, queues a mail and adds an audit entry', async () => {
    const before = await hashes()
    const { email } = (await shop.row("select email from customers where id = 'ann'")) ?? {}
    expect(await replace(String(email).toUpperCase())).toMatchObject({ id: 'ann', email })
    expect(await hashes()).toEqual(before.map((row) => (row.id === 'ann' ? { id: 'ann', hash: newPasswordHash } : row)))
    expect(await openSessions(shop)).toEqual([])
    expect(await shop.rows('select actor_id, actor_role, action, entity_id, before, after from audit_log')).toEqual([
      {
        actor_id: actor.customerId,
        actor_role: 'system',
        action: 'replace_password',
        entity_id: 'ann',
        before: null,
        after: { password: 'replaced' },
      },
    ])
    expect(await queuedMails(shop)).toMatchObject([{ mail: 'password_changed', customerId: 'ann' }])
  })

  test('refuses an address without an account, and changes nothing', async () => {
    const before = await hashes()
    expect(await replace('nobody@example.com')).toEqual({ refused: 'account_not_found', facts: {} })
    expect(await hashes()).toEqual(before)
  })
})
