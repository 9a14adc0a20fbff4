import { describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const turnOn = () =>
  shop.write(`update customers set totp_secret = 'secret', totp_confirmed_at = now(), totp_last_step = 10,
    recovery_code_hashes = '{one,two}' where id = 'ann'`)
const confirm = (changes: object = {}) =>
  shop.call('confirm_totp', {
    ...{ customerId: 'ann', secret: 'begun', totpStep: 7, recoveryHashes: ['a', 'b'], ...changes },
  })
const begin = () => shop.write("update customers set totp_secret = 'begun' where id = 'ann'")

describe('confirm_totp', () => {
  test('turns it on; the code counts as used', async () => {
    await begin()
    expect(await confirm()).toEqual({})
    const columns = 'totp_confirmed_at = now() as now, totp_last_step, recovery_code_hashes'
    expect(await shop.row(`select ${columns} from customers where id = 'ann'`)).toEqual({
      ...{ now: true, totp_last_step: 7, recovery_code_hashes: ['a', 'b'] },
    })
  })

  test.each([
    ['account_not_found', { customerId: 'unknown' }],
    ['totp_not_set_up', { secret: 'replaced meanwhile' }],
  ])('%s', async (refused, changes) => {
    await begin()
    expect(await confirm(changes)).toEqual({ refused, facts: {} })
  })

  test('totp_enabled', async () => {
    await turnOn()
    expect(await confirm({ secret: 'secret' })).toEqual({ refused: 'totp_enabled', facts: {} })
  })
})
