import { describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const turnOn = () =>
  shop.write(`update customers set totp_secret = 'secret', totp_confirmed_at = now(), totp_last_step = 10,
    recovery_code_hashes = '{one,two}' where id = 'ann'`)
const setUp = (customerId: string, secret: string) => shop.call('set_up_totp', { customerId, secret })
const ann = () => shop.row("select totp_secret, totp_confirmed_at from customers where id = 'ann'")

describe('set_up_totp', () => {
  test('stores a secret that does not count yet; again replaces it', async () => {
    for (const secret of ['first', 'second']) expect(await setUp('ann', secret)).toEqual({})
    expect(await ann()).toEqual({ totp_secret: 'second', totp_confirmed_at: null })
  })

  test('totp_enabled changes nothing', async () => {
    await turnOn()
    expect(await setUp('ann', 'other')).toEqual({ refused: 'totp_enabled', facts: {} })
    expect(await ann()).toMatchObject({ totp_secret: 'secret' })
  })

  test('account_not_found', async () => {
    expect(await setUp('unknown', 'secret')).toEqual({ refused: 'account_not_found', facts: {} })
  })
})
