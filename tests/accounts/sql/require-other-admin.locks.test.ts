import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('require_other_admin beside another transaction', () => {
  test('locks all admins in the order of their ids, waits for a concurrent removal, and is refused', async () => {
    const { shop, meet } = await twoSessions()
    for (const id of ['c', 'a', 'b']) await insertCustomer(shop, id, { role: 'admin' })
    const met = await meet({
      first: "update customers set role = 'staff' where id in ('b', 'c')",
      routine: 'require_other_admin',
      values: ['a'],
      meanwhile: (watching) => readLockedKeys(watching, 'customers', 'id'),
    })
    const answer = { refused: 'last_admin', facts: {} }
    expect(met).toEqual({ waited: true, meanwhile: ['a', 'b', 'c'], answer })
  })

  test('does not wait for accounts that are not admins', async () => {
    const { shop, meet } = await twoSessions()
    await insertCustomer(shop, 'a', { role: 'admin' })
    await insertCustomer(shop, 'staff', { role: 'staff' })
    const first = lockStatement('customers', 'id', 'staff')
    expect(await meet({ first, routine: 'require_other_admin', values: ['b'] })).toMatchObject({ waited: false })
  })
})
