import { describe, expect, test } from 'vitest'
import { accountsShop } from './accounts-shop.ts'

const shop = await accountsShop()
const rotate = (changes: object = {}) =>
  shop.call('rotate_session', {
    ...{ sessionId: 'ann-phone', tokenHash: 'newest of ann-phone', newTokenHash: 'next', lifetimeSeconds: 90 },
    ...changes,
  })
const left = 'extract(epoch from expires_at - now())::integer as seconds'
const session = (id: string) =>
  shop.row(`select token_hash, ended_at = now() as ended, ${left} from sessions where id = $1`, [id])
const untouched = { token_hash: 'newest of ann-tablet', ended: null, seconds: 60 }

describe('rotate_session', () => {
  test('the newest token is replaced by the next, and the session lives on', async () => {
    await shop.write("update customers set role = 'staff' where id = 'ann'")
    expect(await rotate()).toEqual({ customerId: 'ann', role: 'staff' })
    expect(await session('ann-phone')).toEqual({ token_hash: 'next', ended: null, seconds: 90 })
    expect(await session('ann-tablet')).toEqual(untouched)
  })

  test('another token ends the session, and no other', async () => {
    expect(await rotate({ tokenHash: 'an old one' })).toBeNull()
    expect(await session('ann-phone')).toEqual({ token_hash: 'newest of ann-phone', ended: true, seconds: 60 })
    expect(await session('ann-tablet')).toEqual(untouched)
    expect(await rotate()).toBeNull()
  })

  test('an unknown session', async () => {
    expect(await rotate({ sessionId: 'nobody-knows' })).toBeNull()
  })

  test.each([
    [0, null],
    [1, { customerId: 'ann', role: 'customer' }],
  ])('a session that lapses in %i seconds', async (seconds, answer) => {
    await shop.write(`update sessions set expires_at = now() + interval '${seconds} s' where id = 'ann-phone'`)
    expect(await rotate()).toEqual(answer)
  })

  test('a session that has ended stays ended, and as it was', async () => {
    await shop.write("update sessions set ended_at = now() - interval '1 day' where id = 'ann-phone'")
    for (const tokenHash of ['newest of ann-phone', 'an old one']) expect(await rotate({ tokenHash })).toBeNull()
    expect(await session('ann-phone')).toEqual({ token_hash: 'newest of ann-phone', ended: false, seconds: 60 })
  })
})
