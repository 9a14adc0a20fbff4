import { describe, expect, test } from 'vitest'
import { shopWithConcurrentChange } from '../orders/concurrent-change.ts'
import { testShop } from '../support/shop.ts'
import { bearer, PASSWORD, signIn, signUp } from './sign-up.ts'

const shop = await testShop()
const refresh = (refreshToken: string) => shop.call('POST', '/auth/refresh', { body: { refreshToken } })
const logout = (refreshToken: string) => shop.call('POST', '/auth/logout', { body: { refreshToken } })
const refused = { status: 401, body: { code: 'invalid_refresh_token' } }

describe('POST /auth/login', () => {
  test('200 with valid tokens, ignoring the case of the address', async () => {
    const { email, account } = await signUp(shop)
    const tokens = await signIn(shop, email.toUpperCase())
    expect(tokens.expiresIn).toBe(900)
    expect(await shop.call('GET', '/me', { headers: bearer(tokens.accessToken) })).toMatchObject({ body: account })
  })

  test('401 with the same response for a wrong password and an unknown address', async () => {
    const { email } = await signUp(shop)
    const wrong = await shop.call('POST', '/auth/login', { body: { email, password: `${PASSWORD}!` } })
    const unknown = await shop.call('POST', '/auth/login', { body: { email: 'no@example.com', password: PASSWORD } })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
    expect(Object.assign({}, unknown.body, { requestId: '' })).toEqual(Object.assign({}, wrong.body, { requestId: '' }))
  })

  test('401 for an account that is erased while its password is checked', async () => {
    const { email, account } = await signUp(shop)
    const erasing = shopWithConcurrentChange(shop, 'credentials_view', () =>
      shop.rows('delete from customers where id = $1', [account.id]),
    )
    const response = await erasing.call('POST', '/auth/login', { body: { email, password: PASSWORD } })
    expect(response).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
  })

  test('a hash with other cost parameters is not replaced after a wrong password', async () => {
    const { email } = await signUp(shop)
    const cheap = '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$rRsthXYWyHBRuaz65oJFgD5hGiZ1npYpM9nRJ+FgWLA'
    await shop.rows('update customers set password_hash = $2 where email = $1', [email, cheap])
    expect((await shop.call('POST', '/auth/login', { body: { email, password: PASSWORD } })).status).toBe(401)
    expect(await shop.rows('select password_hash from customers where email = $1', [email])).toEqual([
      { password_hash: cheap },
    ])
  })
})

describe('POST /auth/refresh', () => {
  test('200 with the next tokens, repeatedly', async () => {
    let { refreshToken } = (await signUp(shop)).tokens
    for (let times = 0; times < 3; times++) {
      const response = await refresh(refreshToken)
      expect(response.status).toBe(200)
      expect(response.body).not.toMatchObject({ refreshToken })
      refreshToken = String(Object(response.body).refreshToken)
    }
  })

  test('401 for an old token, which ends the session; other sessions continue', async () => {
    const { email, tokens } = await signUp(shop)
    const other = await signIn(shop, email)
    const next = await refresh(tokens.refreshToken)
    const newest = await refresh(String(Object(next.body).refreshToken))
    expect(await refresh(tokens.refreshToken)).toMatchObject(refused)
    expect(await refresh(String(Object(newest.body).refreshToken))).toMatchObject(refused)
    expect((await refresh(other.refreshToken)).status).toBe(200)
  })

  test('concurrent requests with one token: all get the same next token', async () => {
    const { tokens } = await signUp(shop)
    const responses = await Promise.all(Array.from({ length: 8 }, () => refresh(tokens.refreshToken)))
    expect(responses.map(({ status }) => status)).toEqual(Array(8).fill(200))
    const next = new Set(responses.map(({ body }) => String(Object(body).refreshToken)))
    expect(next.size).toBe(1)
    for (const token of next) expect((await refresh(token)).status).toBe(200)
  })

  test('401 for an expired session and for an invalid token', async () => {
    const { tokens } = await signUp(shop)
    const session = tokens.refreshToken.split('.')[0]
    await shop.rows('update sessions set expires_at = now() where id = $1', [session])
    for (const token of [tokens.refreshToken, '', 'x', `${session}.short`, `ses_${'0'.repeat(26)}.${'A'.repeat(43)}`]) {
      expect(await refresh(token)).toMatchObject(refused)
    }
  })

  test('the database does not store the token', async () => {
    const { tokens } = await signUp(shop)
    const [session = '', secret = ''] = tokens.refreshToken.split('.')
    const [row] = await shop.rows('select * from sessions where id = $1', [session])
    expect(JSON.stringify(row)).not.toContain(secret)
  })
})

describe('POST /auth/logout', () => {
  test('204 and the session has ended; also 204 when repeated or with an invalid token', async () => {
    const { tokens } = await signUp(shop)
    expect(await logout(tokens.refreshToken)).toMatchObject({ status: 204, text: '' })
    expect(await refresh(tokens.refreshToken)).toMatchObject(refused)
    expect((await logout(tokens.refreshToken)).status).toBe(204)
    expect((await logout('nonsense')).status).toBe(204)
  })
})
