import { describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const turnOn = () =>
  shop.write(`update customers set totp_secret = 'secret', totp_confirmed_at = now(), totp_last_step = 10,
    recovery_code_hashes = '{one,two}' where id = 'ann'`)

describe('totp_view', () => {
  test('the second factor, and whether it is on', async () => {
    const view = (customerId: string) => shop.call('totp_view', { customerId })
    expect(await view('ann')).toEqual({ email: 'ann@Example.com', secret: null, confirmed: false })
    await turnOn()
    expect(await view('ann')).toEqual({ email: 'ann@Example.com', secret: 'secret', confirmed: true })
    expect(await view('unknown')).toBeNull()
  })
})
