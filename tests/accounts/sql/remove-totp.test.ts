import { describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const turnOn = () =>
  shop.write(`update customers set totp_secret = 'secret', totp_confirmed_at = now(), totp_last_step = 10,
    recovery_code_hashes = '{one,two}' where id = 'ann'`)
const remove = (request: object) => shop.call('remove_totp', { customerId: 'ann', ...request })
const ann = () =>
  shop.row("select totp_secret, totp_confirmed_at, recovery_code_hashes from customers where id = 'ann'")

describe('remove_totp', () => {
  test('turns it off and deletes the recovery codes', async () => {
    await turnOn()
    expect(await remove({ recoveryHash: 'two' })).toEqual({})
    expect(await ann()).toEqual({ totp_secret: null, totp_confirmed_at: null, recovery_code_hashes: [] })
  })

  test('totp_code_invalid changes nothing', async () => {
    await turnOn()
    expect(await remove({ totpStep: 3 })).toEqual({ refused: 'totp_code_invalid', facts: {} })
    expect(await ann()).toMatchObject({ totp_secret: 'secret', recovery_code_hashes: ['one', 'two'] })
  })
})
