import { beforeEach, describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const requireOther = (id: string) => shop.run('require_other_admin', id)

describe('require_other_admin', () => {
  beforeEach(async () => {
    await shop.write("update customers set role = 'admin' where id = 'ann'")
  })

  test('accepts if another admin remains', async () => {
    expect(await requireOther('another')).not.toHaveProperty('refused')
  })

  test('last_admin for the only admin', async () => {
    expect(await requireOther('ann')).toEqual({ refused: 'last_admin', facts: {} })
  })
})
