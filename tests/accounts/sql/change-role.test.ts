import { beforeEach, describe, expect, test } from 'vitest'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'
import { actor, byActor } from '../../support/sql/actor.ts'
import { fromNow } from '../../support/sql/routine-shop.ts'

const shop = await accountsShop()
const change = (customerId: string, role: string, more: object = {}) =>
  shop.call('change_role', { actor: { ...actor, role: 'admin' }, customerId, role, ...more })
const roles = () => shop.rows("select id, role from customers where id in ('ann', 'cat') order by id")
const audited = () => shop.rows('select * from audit_log')

describe('change_role', () => {
  beforeEach(async () => {
    await shop.write("update customers set role = 'admin' where id = 'ann'")
    await insertCustomer(shop, 'cat', { role: 'staff', updated_at: fromNow(-60) })
    await shop.insert('sessions', {
      ...{ id: 'open', customer_id: 'cat', token_hash: 'x', expires_at: fromNow(60) },
    })
    await shop.insert('sessions', {
      ...{ id: 'old', customer_id: 'cat', token_hash: 'x', expires_at: fromNow(60), ended_at: fromNow(-30) },
    })
  })

  test.each(['customer', 'admin'])('sets the role %s, ends the sessions, adds an audit entry', async (role) => {
    const created = await shop.row("select created_at as at from customers where id = 'cat'")
    const record = { id: 'cat', email: 'cat@Example.com', name: 'cat', role, createdAt: created?.at }
    expect(await change('cat', role)).toEqual(record)
    expect(await roles()).toEqual([
      { id: 'ann', role: 'admin' },
      { id: 'cat', role },
    ])
    const touched = await shop.row("select updated_at = now() as touched from customers where id = 'cat'")
    expect(touched).toEqual({ touched: true })
    const sessions = "select id, ended_at = now() as now from sessions where customer_id = 'cat' order by id"
    expect(await shop.rows(sessions)).toEqual([
      { id: 'old', now: false },
      { id: 'open', now: true },
    ])
    const before = { role: 'staff' }
    const row = { ...byActor, actor_role: 'admin', action: 'change_role', entity: 'customer', entity_id: 'cat', before }
    expect(await audited()).toEqual([expect.objectContaining({ ...row, after: { role } })])
  })

  test('the same role changes nothing', async () => {
    expect(await change('cat', 'staff')).toMatchObject({ role: 'staff' })
    expect(await change('ann', 'admin')).toMatchObject({ role: 'admin' })
    expect(await audited()).toEqual([])
    expect(await shop.rows("select id from sessions where customer_id = 'cat' and ended_at is null")).toHaveLength(1)
  })

  test('an admin can lose the role if another admin remains', async () => {
    await change('cat', 'admin')
    expect(await change('ann', 'customer')).toMatchObject({ id: 'ann', role: 'customer' })
  })

  test.each([
    ['forbidden', 'cat', 'admin', { actor: { ...actor, customerId: 'cat', role: 'admin' } }],
    ['forbidden', 'cat', 'admin', { actor: { ...actor, customerId: 'unknown', role: 'admin' } }],
    ['account_not_found', 'unknown', 'admin', {}],
    ['last_admin', 'ann', 'staff', {}],
  ])('%s: %s to %s', async (refused, customerId, role, more) => {
    const before = await roles()
    expect(await change(customerId, role, more)).toEqual({ refused, facts: {} })
    expect(await roles()).toEqual(before)
    expect(await audited()).toEqual([])
  })
})
