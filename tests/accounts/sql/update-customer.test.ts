import { beforeEach, describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const whole = { name: 'Anna', birthDate: '1990-02-28', addresses: [{ line1: 'Here' }] }
const update = (changes: object, customerId = 'ann') => shop.call('update_customer', { customerId, ...changes })

describe('update_customer', () => {
  beforeEach(async () => {
    await update(whole)
    await shop.write("update customers set updated_at = now() - interval '1 minute' where id = 'ann'")
  })

  test('changes the given fields and returns the customer_view', async () => {
    expect(await update({})).toEqual(await shop.call('customer_view', { customerId: 'ann' }))
    expect(await update({})).toMatchObject(whole)
    expect(await shop.row("select updated_at = now() as touched from customers where id = 'ann'")).toEqual({
      touched: true,
    })
  })

  test.each([{ name: 'Other' }, { birthDate: null }, { birthDate: '2000-01-01' }, { addresses: [] }])(
    'does not change other fields: %o',
    async (change) => {
      expect(await update(change)).toMatchObject({ ...whole, ...change })
    },
  )

  test('null for an unknown account', async () => {
    expect(await update({ name: 'Unknown' }, 'unknown')).toBeNull()
  })
})
