import { describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const turnOn = () =>
  shop.write(`update customers set totp_secret = 'secret', totp_confirmed_at = now(), totp_last_step = 10,
    recovery_code_hashes = '{one,two}' where id = 'ann'`)
const use = (request: object) => shop.run('use_second_factor', 'ann', JSON.stringify(request))
const left = () => shop.row("select totp_last_step, recovery_code_hashes from customers where id = 'ann'")

describe('use_second_factor', () => {
  test('a later step, once', async () => {
    await turnOn()
    expect(await use({ totpStep: 11, recoveryHash: null })).not.toMatchObject({ refused: expect.anything() })
    expect(await left()).toEqual({ totp_last_step: 11, recovery_code_hashes: ['one', 'two'] })
    expect(await use({ totpStep: 11, recoveryHash: null })).toEqual({ refused: 'totp_code_invalid', facts: {} })
  })

  test('a recovery code, once; the others stay', async () => {
    await turnOn()
    expect(await use({ totpStep: null, recoveryHash: 'one' })).not.toMatchObject({ refused: expect.anything() })
    expect(await left()).toEqual({ totp_last_step: 10, recovery_code_hashes: ['two'] })
    expect(await use({ totpStep: null, recoveryHash: 'one' })).toEqual({ refused: 'totp_code_invalid', facts: {} })
  })

  test.each([{}, { totpStep: 10 }, { totpStep: 9 }, { recoveryHash: 'unknown' }])(
    'totp_code_invalid: %o',
    async (request) => {
      await turnOn()
      expect(await use(request)).toEqual({ refused: 'totp_code_invalid', facts: {} })
      expect(await left()).toEqual({ totp_last_step: 10, recovery_code_hashes: ['one', 'two'] })
    },
  )
})
