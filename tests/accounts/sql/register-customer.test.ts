import { describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'
import { HASH } from '../../support/sql/small-accounts.ts'

const shop = await accountsShop()
const SYSTEM = { customerId: 'npm run create-admin', role: 'system', requestId: 'made-by-command' }
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
  test('writes the account, and answers it as customer_view does', async () => {
    expect(await register()).toEqual(await shop.call('customer_view', { customerId: 'new' }))
    expect(await shop.row("select * from customers where id = 'new'")).toMatchObject({
      ...{ id: 'new', email: 'New@Example.com', name: 'New', password_hash: HASH, role: 'staff', addresses: [] },
    })
  })

  test('the audit log has who was made staff by whoever runs the shop, and nobody who registered', async () => {
    await register({ customerId: 'made', email: 'made@example.com', role: 'admin' })
    await register({ customerId: 'came', email: 'came@example.com', role: 'customer', actor: null })
    expect(
      await shop.rows("select * from audit_log where entity = 'customer' and entity_id in ('made', 'came')"),
    ).toMatchObject([
      {
        ...{ actor_id: 'npm run create-admin', actor_role: 'system', action: 'create', entity_id: 'made' },
        ...{ before: null, after: { role: 'admin' }, request_id: 'made-by-command' },
      },
    ])
  })

  test('email_taken, however it is written', async () => {
    for (const email of ['ann@Example.com', 'ANN@example.com']) {
      expect(await register({ email })).toEqual({ refused: 'email_taken', facts: {} })
    }
  })
})
