import { expect, test } from 'vitest'
import { mailedShop } from './account-mails.ts'
import { bearer, PASSWORD, signIn, signUp } from './sign-up.ts'

const { shop, mailsTo } = await mailedShop()
const NEW = 'another horse battery'
const refresh = (refreshToken: string) => shop.call('POST', '/auth/refresh', { body: { refreshToken } })

test('the new password works, the old one does not, and other sessions end', async () => {
  const { email, headers, tokens } = await signUp(shop)
  const other = await signIn(shop, email)
  const body = { currentPassword: PASSWORD, password: NEW }
  expect((await shop.call('PUT', '/me/password', { headers, body })).status).toBe(204)
  expect((await refresh(other.refreshToken)).status).toBe(401)
  expect((await refresh(tokens.refreshToken)).status).toBe(200)
  expect((await shop.call('POST', '/auth/login', { body: { email, password: PASSWORD } })).status).toBe(401)
  await signIn(shop, email, NEW)
  const mail = (await mailsTo(email)).at(-1)
  expect(mail).toContain('密碼已更改')
  expect(mail).toContain('Your password was changed')
})

test('409 wrong_password changes nothing', async () => {
  const { email, headers } = await signUp(shop)
  const body = { currentPassword: 'not hers at all', password: NEW }
  expect(await shop.call('PUT', '/me/password', { headers, body })).toMatchObject({
    ...{ status: 409, body: { code: 'wrong_password' } },
  })
  await signIn(shop, email)
})

test.each(['short', '1234567'])('422: %s is too short', async (password) => {
  const { headers } = await signUp(shop)
  const body = { currentPassword: PASSWORD, password }
  expect((await shop.call('PUT', '/me/password', { headers, body })).status).toBe(422)
})

test('404 account_not_found: an erased account with a valid token', async () => {
  const { headers, account } = await signUp(shop)
  await shop.rows('delete from customers where id = $1', [account.id])
  const body = { currentPassword: PASSWORD, password: NEW }
  expect((await shop.call('PUT', '/me/password', { headers, body })).status).toBe(404)
})

test('a token that was issued before sessions were in it ends all sessions', async () => {
  const { email, tokens } = await signUp(shop)
  const signedIn = await signIn(shop, email)
  const body = { currentPassword: PASSWORD, password: NEW }
  const headers = bearer(signedIn.accessToken)
  expect((await shop.call('PUT', '/me/password', { headers, body })).status).toBe(204)
  expect((await refresh(tokens.refreshToken)).status).toBe(401)
})
