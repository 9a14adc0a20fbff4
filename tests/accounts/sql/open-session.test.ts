import { describe, expect, test } from 'vitest'
import { HASH } from '../../support/sql/account-rows.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const NEW = HASH.replace('m=8', 'm=16')
const open = (changes: object = {}) =>
  shop.call('open_session', {
    ...{ sessionId: 'new', customerId: 'ann', tokenHash: 'h', lifetimeSeconds: 90, device: 'Firefox' },
    ...{ oldPasswordHash: HASH, newPasswordHash: null, ...changes },
  })
const ann = () => shop.row("select password_hash, updated_at = now() as touched from customers where id = 'ann'")

describe('open_session', () => {
  test('adds the session without a change of the password', async () => {
    await shop.write("update customers set updated_at = now() - interval '1 day' where id = 'ann'")
    expect(await open()).toEqual({})
    const left = 'extract(epoch from expires_at - now())::integer as seconds'
    expect(
      await shop.row(`select customer_id, token_hash, ended_at, device, ${left} from sessions where id = 'new'`),
    ).toEqual({
      ...{ customer_id: 'ann', token_hash: 'h', ended_at: null, device: 'Firefox', seconds: 90 },
    })
    expect(await ann()).toEqual({ password_hash: HASH, touched: false })
  })

  test('stores the new hash', async () => {
    await shop.write("update customers set updated_at = now() - interval '1 day' where id = 'ann'")
    await open({ newPasswordHash: NEW })
    expect(await ann()).toEqual({ password_hash: NEW, touched: true })
  })

  test('totp_code_invalid: the account has a second factor, and no code or a used one was sent', async () => {
    await shop.write(`update customers set totp_secret = 'secret', totp_confirmed_at = now(), totp_last_step = 10
      where id = 'ann'`)
    for (const proof of [{}, { totpStep: 10 }])
      expect(await open(proof)).toEqual({ refused: 'totp_code_invalid', facts: {} })
    expect(await shop.rows("select from sessions where id = 'new'")).toEqual([])
    expect(await open({ totpStep: 11 })).toEqual({})
  })

  test('account_not_found: the account was erased meanwhile', async () => {
    expect(await open({ customerId: 'unknown' })).toEqual({ refused: 'account_not_found', facts: {} })
  })

  test('a password that was changed meanwhile stays', async () => {
    await open({ oldPasswordHash: 'another', newPasswordHash: NEW })
    expect(await ann()).toMatchObject({ password_hash: HASH })
  })
})
