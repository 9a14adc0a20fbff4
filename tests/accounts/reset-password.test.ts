import { expect, test } from 'vitest'
import { mailedShop } from './account-mails.ts'
import { PASSWORD, signIn, signUp } from './sign-up.ts'

const { shop, mailsTo, linkTo } = await mailedShop()
const NEW = 'another horse battery'
const ask = (email: string) => shop.call('POST', '/auth/password-reset', { body: { email } })
const confirm = (token: string, password = NEW) =>
  shop.call('POST', '/auth/password-reset/confirm', { body: { token, password } })

test('a mailed link sets a new password once, and ends all sessions', async () => {
  const { email, tokens } = await signUp(shop)
  expect((await ask(email.toUpperCase())).status).toBe(202)
  const token = await linkTo(email.toUpperCase())
  expect((await confirm(token)).status).toBe(204)
  expect((await shop.call('POST', '/auth/refresh', { body: { refreshToken: tokens.refreshToken } })).status).toBe(401)
  await signIn(shop, email, NEW)
  expect(await confirm(token)).toMatchObject({ status: 409, body: { code: 'token_invalid' } })
})

test('an address without an account gets the same answer and no mail', async () => {
  const { email } = await signUp(shop)
  const [known, unknown] = [await ask(email), await ask('nobody@example.com')]
  expect([unknown.status, unknown.text]).toEqual([known.status, known.text])
  expect(await mailsTo('nobody@example.com')).toEqual([])
})

test('an address is mailed three links at most, however often somebody asks', async () => {
  const { email } = await signUp(shop)
  for (let time = 0; time < 6; time++) await ask(email)
  const mails = await mailsTo(email)
  expect(mails.filter((mail) => mail.includes('Reset your password'))).toHaveLength(3)
})

test('an expired link is refused, and a password that is too short leaves it usable', async () => {
  const { email } = await signUp(shop)
  await ask(email)
  const token = await linkTo(email)
  expect((await confirm(token, 'short')).status).toBe(422)
  await shop.rows("update account_links set expires_at = now() where email = $1 and purpose = 'password_reset'", [
    email,
  ])
  expect(await confirm(token)).toMatchObject({ status: 409, body: { code: 'token_invalid' } })
  await signIn(shop, email, PASSWORD)
})

test('the token is stored nowhere in plain text', async () => {
  const { email } = await signUp(shop)
  await ask(email)
  const token = await linkTo(email)
  const stored = await shop.rows(
    'select to_jsonb(l) as row from account_links l union all select to_jsonb(o) from outbox o',
  )
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(JSON.stringify(stored)).not.toContain(token)
})
