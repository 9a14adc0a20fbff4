import { describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const view = (customerId: string) => shop.call('customer_view', { customerId })

describe('customer_view', () => {
  test('an account without its secrets', async () => {
    await shop.write(
      `update customers set birth_date = '1990-02-28', addresses = '[{"line1": "Here"}]' where id = 'ann'`,
    )
    const { created_at } = (await shop.row("select created_at from customers where id = 'ann'")) ?? {}
    expect(await view('ann')).toEqual({
      ...{ id: 'ann', email: 'ann@Example.com', name: 'ann', role: 'customer', birthDate: '1990-02-28' },
      ...{ addresses: [{ line1: 'Here' }], emailVerified: false, totpEnabled: false, createdAt: created_at },
    })
  })

  test('null for an unknown id', async () => {
    expect(await view('unknown')).toBeNull()
  })
})
