import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()

describe('require_customer', () => {
  test('accepts an existing customer', async () => {
    await insertCustomer(shop, 'ann')
    expect(await shop.run('require_customer', 'ann')).toBe('')
  })

  test('account_not_found', async () => {
    await insertCustomer(shop, 'ann')
    expect(await shop.run('require_customer', 'unknown')).toEqual({ refused: 'account_not_found', facts: {} })
  })
})

describe.runIf(hasPostgres())('require_customer beside another transaction', () => {
  test('waits for an account that is being erased, and is refused', async () => {
    const { shop, meet } = await twoSessions()
    await insertCustomer(shop, 'ann')
    const { waited, answer } = await meet({
      first: "delete from customers where id = 'ann'",
      routine: 'require_customer',
      values: ['ann'],
    })
    expect({ waited, answer }).toEqual({ waited: true, answer: { refused: 'account_not_found', facts: {} } })
  })

  test('does not wait for a change of the account', async () => {
    const { shop, meet } = await twoSessions()
    await insertCustomer(shop, 'ann')
    const first = "update customers set name = 'Bea' where id = 'ann'"
    expect(await meet({ first, routine: 'require_customer', values: ['ann'] })).toMatchObject({ waited: false })
  })
})
