import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { actor } from '../../support/sql/actor.ts'
import { readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('change_role beside another transaction', () => {
  const request = (changes: object) => JSON.stringify({ actor: { ...actor, role: 'admin' }, role: 'staff', ...changes })

  test('waits for a concurrent change of the actor’s role, and is forbidden', async () => {
    const { shop, meet } = await twoSessions()
    for (const id of ['ann', 'bea']) await insertCustomer(shop, id, { role: 'admin' })
    const { waited, answer } = await meet({
      first: "update customers set role = 'staff' where id = 'ann'",
      routine: 'change_role',
      values: [request({ customerId: 'bea' })],
    })
    expect({ waited, answer }).toEqual({ waited: true, answer: { refused: 'forbidden', facts: {} } })
  })

  test('locks all admins in the order of their ids, then the account', async () => {
    const { shop, meet } = await twoSessions()
    for (const id of ['c', 'a', 'b']) await insertCustomer(shop, id, { role: 'admin' })
    for (const id of ['aa', 'z']) await insertCustomer(shop, id)
    const { waited, meanwhile } = await meet({
      first: "update customers set name = 'x' where id = 'b'",
      routine: 'change_role',
      values: [request({ actor: { ...actor, customerId: 'a', role: 'admin' }, customerId: 'z' })],
      meanwhile: (watching) => readLockedKeys(watching, 'customers', 'id'),
    })
    expect({ waited, meanwhile }).toEqual({ waited: true, meanwhile: ['a', 'b'] })
  })

  test('waits for a concurrent change of the account, and audits its result', async () => {
    const { shop, meet } = await twoSessions()
    await insertCustomer(shop, 'ann', { role: 'admin' })
    await insertCustomer(shop, 'cat')
    const { waited, answer } = await meet({
      first: "update customers set role = 'staff' where id = 'cat'",
      routine: 'change_role',
      values: [request({ customerId: 'cat', role: 'customer' })],
    })
    expect({ waited, answer }).toMatchObject({ waited: true, answer: { role: 'customer' } })
    expect(await shop.rows('select before from audit_log')).toEqual([{ before: { role: 'staff' } }])
  })
})
