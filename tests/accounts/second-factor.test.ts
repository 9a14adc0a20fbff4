import { Secret, TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'
import { NewTotp, RecoveryCodes } from '../../shared/accounts/own-totp.ts'
import { checkCode } from '../../shared/accounts/second-factor.ts'
import { decrypt, encrypt } from '../../shared/platform/auth/encrypt.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { testShop } from '../support/shop.ts'
import { PASSWORD, signUp } from './sign-up.ts'

const shop = await testShop()
const login = (email: string, code?: string) =>
  shop.call('POST', '/auth/login', { body: { email, password: PASSWORD, ...(code === undefined ? {} : { code }) } })
/** The app's code, some steps of 30 seconds from now. */
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })
const required = { status: 401, body: { code: 'totp_required' } }

/** Somebody whose second factor is on. The code of this step was used to turn it on: the tests use the next one. */
async function withSecondFactor() {
  const person = await signUp(shop)
  const { headers } = person
  const { secret, uri } = NewTotp.parse((await shop.call('POST', '/me/totp', { headers })).body)
  const confirmed = await shop.call('POST', '/me/totp/confirm', { headers, body: { code: codeOf(secret) } })
  expect(confirmed.status, confirmed.text).toBe(200)
  return { ...person, secret, uri, ...RecoveryCodes.parse(confirmed.body) }
}

test('the URI is for authenticator apps', async () => {
  const { uri, email, secret } = await withSecondFactor()
  expect(uri).toMatch(/^otpauth:\/\/totp\//)
  expect(decodeURIComponent(uri)).toContain(email)
  expect(uri).toContain(`secret=${secret}`)
})

test('signing in then needs a code, and each code works once, also when it is sent twice at once', async () => {
  const { email, headers, secret } = await withSecondFactor()
  expect((await shop.call('GET', '/me', { headers })).body).toMatchObject({ totpEnabled: true })
  expect(await login(email)).toMatchObject(required)
  expect(await login(email, '000000')).toMatchObject(required)
  const code = codeOf(secret, 1)
  const answers = await Promise.all([login(email, code), login(email, code)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
  expect(await login(email, code)).toMatchObject(required)
})

test('a wrong password tells nothing about the second factor', async () => {
  const { email } = await withSecondFactor()
  const wrong = await shop.call('POST', '/auth/login', { body: { email, password: 'not hers at all' } })
  expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
})

test('a recovery code works once, as typed with or without dashes', async () => {
  const { email, recoveryCodes } = await withSecondFactor()
  expect(recoveryCodes).toHaveLength(10)
  const [first = '', second = ''] = recoveryCodes
  expect((await login(email, first)).status).toBe(200)
  expect(await login(email, first)).toMatchObject(required)
  expect((await login(email, ` ${second.replaceAll('-', '').toUpperCase()} `)).status).toBe(200)
})

test('a secret that was not confirmed does not count, and setting up again replaces it', async () => {
  const { email, headers } = await signUp(shop)
  const set = async () => NewTotp.parse((await shop.call('POST', '/me/totp', { headers })).body).secret
  const first = await set()
  await set()
  expect((await login(email)).status).toBe(200)
  const confirm = (code: string) => shop.call('POST', '/me/totp/confirm', { headers, body: { code } })
  expect(await confirm(codeOf(first))).toMatchObject({ status: 409, body: { code: 'totp_code_invalid' } })
  expect(await confirm('abcd')).toMatchObject({ status: 409, body: { code: 'totp_code_invalid' } })
})

describe('removing it', () => {
  const remove = (headers: Record<string, string>, code: string, password = PASSWORD) =>
    shop.call('DELETE', '/me/totp', { headers, body: { password, code } })

  test('needs the password and a code; signing in then needs the password only', async () => {
    const { email, headers, secret } = await withSecondFactor()
    expect(await remove(headers, codeOf(secret, 1), 'not hers at all')).toMatchObject({
      body: { code: 'wrong_password' },
    })
    expect(await remove(headers, '000000')).toMatchObject({ body: { code: 'totp_code_invalid' } })
    expect((await remove(headers, codeOf(secret, 1))).status).toBe(204)
    expect((await login(email)).status).toBe(200)
    expect(await remove(headers, codeOf(secret, 1))).toMatchObject({ status: 409, body: { code: 'totp_not_set_up' } })
  })

  test('works with a recovery code', async () => {
    const { headers, recoveryCodes } = await withSecondFactor()
    expect((await remove(headers, recoveryCodes[0] ?? '')).status).toBe(204)
  })
})

test('409: totp_enabled, totp_not_set_up', async () => {
  const { headers, secret } = await withSecondFactor()
  expect(await shop.call('POST', '/me/totp', { headers })).toMatchObject({
    status: 409,
    body: { code: 'totp_enabled' },
  })
  const body = { code: codeOf(secret, 1) }
  expect(await shop.call('POST', '/me/totp/confirm', { headers, body })).toMatchObject({
    body: { code: 'totp_enabled' },
  })
  const other = await signUp(shop)
  expect(await shop.call('POST', '/me/totp/confirm', { headers: other.headers, body })).toMatchObject({
    ...{ status: 409, body: { code: 'totp_not_set_up' } },
  })
})

test('the secret and the recovery codes are not stored in plain text', async () => {
  const { account, secret, recoveryCodes } = await withSecondFactor()
  const stored = JSON.stringify(await shop.rows('select to_jsonb(c) from customers c where id = $1', [account.id]))
  for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
    expect(stored).not.toContain(text)
})

test('the codes of RFC 6238, appendix B, with their last six digits', async () => {
  const configuration = getConfiguration({})
  const secret = await encrypt(
    configuration,
    new Secret({ buffer: new TextEncoder().encode('12345678901234567890').buffer }).base32,
  )
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ] as const) {
    expect(await checkCode(configuration, secret, code, seconds * 1_000)).toEqual({
      ...{ totpStep: Math.floor(seconds / 30), recoveryHash: null },
    })
    expect(await checkCode(configuration, secret, code, (seconds + 90) * 1_000)).toBeNull()
  }
})

test('a secret of another SECRET_KEY cannot be read', async () => {
  const encrypted = await encrypt(getConfiguration({ SECRET_KEY: 'a'.repeat(40) }), 'text')
  expect(await decrypt(getConfiguration({ SECRET_KEY: 'b'.repeat(40) }), encrypted)).toBeNull()
  expect(await decrypt(getConfiguration({ SECRET_KEY: 'a'.repeat(40) }), encrypted)).toBe('text')
  expect(await checkCode(getConfiguration({ SECRET_KEY: 'b'.repeat(40) }), encrypted, '123456')).toBeNull()
})
