import { describe, expect, test } from 'vitest'
import { queuedMails } from '../../support/sql/account-links.ts'
import { HASH } from '../../support/sql/account-rows.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const SYSTEM = { customerId: 'npm run create-admin', role: 'system', requestId: 'request-of-command' }
const register = (changes: object = {}) =>
  shop.call('register_customer', {
    ...{
      customerId: 'new',
      email: 'New@Example.com',
      name: 'New',
      passwordHash: HASH,
      role: 'staff',
      actor: SYSTEM,
      ...changes,
    },
  })

describe('register_customer', () => {
  test('creates the account and returns its customer_view', async () => {
    expect(await register()).toEqual(await shop.call('customer_view', { customerId: 'new' }))
    expect(await shop.row("select * from customers where id = 'new'")).toMatchObject({
      ...{ id: 'new', email: 'New@Example.com', name: 'New', password_hash: HASH, role: 'staff', addresses: [] },
    })
  })

  test('queues the mail that confirms the address', async () => {
    await register()
    expect(await queuedMails(shop)).toEqual([
      { mail: 'email_verification', email: 'New@Example.com', customerId: 'new' },
    ])
  })

  test('the audit log has accounts that staff created, and no registrations', async () => {
    await register({ customerId: 'created', email: 'created@example.com', role: 'admin' })
    await register({ customerId: 'registered', email: 'registered@example.com', role: 'customer', actor: null })
    expect(
      await shop.rows("select * from audit_log where entity = 'customer' and entity_id in ('created', 'registered')"),
    ).toMatchObject([
      {
        ...{ actor_id: 'npm run create-admin', actor_role: 'system', action: 'create', entity_id: 'created' },
        ...{ before: null, after: { role: 'admin' }, request_id: 'request-of-command' },
      },
    ])
  })

  test('email_taken, ignoring case', async () => {
    for (const email of ['ann@Example.com', 'ANN@example.com']) {
      expect(await register({ email })).toEqual({ refused: 'email_taken', facts: {} })
    }
  })
})
