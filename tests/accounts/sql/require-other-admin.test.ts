import { beforeEach, describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const leave = (id: string) => shop.run('require_other_admin', id)

describe('require_other_admin', () => {
  beforeEach(async () => {
    await shop.write("update customers set role = 'admin' where id = 'ann'")
  })

  test('lets go whom another admin stays behind', async () => {
    expect(await leave('somebody')).not.toHaveProperty('refused')
  })

  test('last_admin for the only one', async () => {
    expect(await leave('ann')).toEqual({ refused: 'last_admin', facts: {} })
  })
})
