import { describe, expect, test } from 'vitest'
import { testShop } from '../support/shop.ts'
import { PASSWORD, signIn } from './sign-up.ts'

const shop = await testShop()
const register = (body: object) =>
  shop.call('POST', '/auth/register', { body: { email: 'ann@example.com', password: PASSWORD, name: 'Ann', ...body } })

test('201 with the account, without its password', async () => {
  const { status, body, text } = await register({})
  expect([status, body]).toEqual([
    201,
    expect.objectContaining({
      email: 'ann@example.com',
      name: 'Ann',
      role: 'customer',
      birthDate: null,
      addresses: [],
    }),
  ])
  expect(text).not.toMatch(/password|argon2/i)
  const [row] = await shop.rows("select password_hash from customers where email = 'ann@example.com'")
  expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('409 email_taken, ignoring case', async () => {
  for (const email of ['ann@example.com', 'ANN@Example.COM']) {
    expect(await register({ email, name: 'Other' })).toMatchObject({ status: 409, body: { code: 'email_taken' } })
  }
})

test('ten concurrent requests with one address create one account', async () => {
  const responses = await Promise.all(Array.from({ length: 10 }, () => register({ email: 'concurrent@example.com' })))
  expect(responses.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)])
})

test('a password can have characters of any script, in any Unicode normalization form', async () => {
  const composed = 'fünf brötchen 五個麵包'
  await register({ email: 'any@example.com', password: composed })
  await signIn(shop, 'any@example.com', composed.normalize('NFD'))
})

describe('422 invalid_request', () => {
  test.each([
    ['email', { email: 'invalid' }],
    ['password', { password: 'short 7' }],
    ['password', { password: 'x'.repeat(257) }],
    ['name', { name: '   ' }],
    ['', { role: 'admin' }],
  ])('%s: %o', async (path, wrong) => {
    const response = await register(wrong)
    expect(response).toMatchObject({ status: 422, body: { code: 'invalid_request', errors: [{ path }] } })
  })
})
