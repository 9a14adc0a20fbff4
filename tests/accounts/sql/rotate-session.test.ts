import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertCustomer, insertSession } from '../../support/sql/account-rows.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await accountsShop()
const request = {
  ...{ sessionId: 'ann-phone', tokenHash: 'newest of ann-phone', newTokenHash: 'next', lifetimeSeconds: 90 },
  graceSeconds: 10,
}
const rotate = (changes: object = {}) => shop.call('rotate_session', { ...request, ...changes })
const left = 'extract(epoch from expires_at - now())::integer as seconds'
const session = (id: string) =>
  shop.row(`select token_hash, ended_at = now() as ended, ${left} from sessions where id = $1`, [id])
const untouched = { token_hash: 'newest of ann-tablet', ended: null, seconds: 60 }

describe('rotate_session', () => {
  test('replaces the newest token and extends the session', async () => {
    await shop.write("update customers set role = 'staff' where id = 'ann'")
    expect(await rotate()).toEqual({ customerId: 'ann', role: 'staff' })
    expect(await session('ann-phone')).toEqual({ token_hash: 'next', ended: null, seconds: 90 })
    expect(await session('ann-tablet')).toEqual(untouched)
  })

  test('a second tab with the same token gets the same next token, for some seconds', async () => {
    await rotate()
    expect(await rotate()).toEqual({ customerId: 'ann', role: 'customer' })
    expect(await session('ann-phone')).toEqual({ token_hash: 'next', ended: null, seconds: 90 })
    await shop.write("update sessions set rotated_at = clock_timestamp() - interval '11 s' where id = 'ann-phone'")
    expect(await rotate()).toBeNull()
    expect(await session('ann-phone')).toMatchObject({ ended: true })
  })

  test('a second tab that comes after the next rotation has an old token', async () => {
    await rotate()
    await rotate({ tokenHash: 'next', newTokenHash: 'after next' })
    expect(await rotate()).toBeNull()
    expect(await session('ann-phone')).toMatchObject({ ended: true })
  })

  test('an old token ends only its session', async () => {
    expect(await rotate({ tokenHash: 'an old one' })).toBeNull()
    expect(await session('ann-phone')).toEqual({ token_hash: 'newest of ann-phone', ended: true, seconds: 60 })
    expect(await session('ann-tablet')).toEqual(untouched)
    expect(await rotate()).toBeNull()
  })

  test('an unknown session', async () => {
    expect(await rotate({ sessionId: 'unknown' })).toBeNull()
  })

  test.each([
    [0, null],
    [1, { customerId: 'ann', role: 'customer' }],
  ])('a session that expires in %i seconds', async (seconds, expected) => {
    await shop.write(`update sessions set expires_at = now() + interval '${seconds} s' where id = 'ann-phone'`)
    expect(await rotate()).toEqual(expected)
  })

  test('an ended session is unchanged', async () => {
    await shop.write("update sessions set ended_at = now() - interval '1 day' where id = 'ann-phone'")
    for (const tokenHash of ['newest of ann-phone', 'an old one']) expect(await rotate({ tokenHash })).toBeNull()
    expect(await session('ann-phone')).toEqual({ token_hash: 'newest of ann-phone', ended: false, seconds: 60 })
  })
})

describe.runIf(hasPostgres())('rotate_session beside another transaction', () => {
  async function rotateDuring(first: string) {
    const { shop, meet } = await twoSessions()
    await insertCustomer(shop, 'ann')
    await insertSession(shop, 'ann-phone', 'ann')
    const { waited, answer } = await meet({ first, routine: 'rotate_session', values: [JSON.stringify(request)] })
    return { waited, answer, ended: (await shop.row('select ended_at is not null as ended from sessions'))?.ended }
  }

  test('the second of two concurrent calls with one token gets the same next token', async () => {
    expect(await rotateDuring(`select rotate_session('${JSON.stringify(request)}')`)).toEqual({
      ...{ waited: true, answer: { customerId: 'ann', role: 'customer' }, ended: false },
    })
  })

  test('a concurrent call that derived another token is no second tab: null, and the session ends', async () => {
    const concurrent = JSON.stringify({ ...request, newTokenHash: "the other's" }).replaceAll("'", "''")
    expect(await rotateDuring(`select rotate_session('${concurrent}')`)).toEqual({
      waited: true,
      answer: null,
      ended: true,
    })
  })

  test('a session that is being ended: null', async () => {
    const first = "update sessions set ended_at = now() where id = 'ann-phone'"
    expect(await rotateDuring(first)).toEqual({ waited: true, answer: null, ended: true })
  })
})
