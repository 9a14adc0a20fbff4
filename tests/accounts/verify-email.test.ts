import { expect, test } from 'vitest'
import * as z from 'zod'
import { mailedShop } from './account-mails.ts'
import { PASSWORD, signIn, signUp } from './sign-up.ts'

const { shop, mailsTo, linkTo } = await mailedShop()
const verify = (token: string) => shop.call('POST', '/auth/email-verification', { body: { token } })
const change = (headers: Record<string, string>, email: string, password = PASSWORD) =>
  shop.call('PUT', '/me/email', { headers, body: { email, password } })
let count = 0
const newAddress = () => `new-${++count}@example.com`

test('registering sends a link that confirms the address', async () => {
  const { email, headers } = await signUp(shop)
  expect((await shop.call('GET', '/me', { headers })).body).toMatchObject({ emailVerified: false })
  const token = await linkTo(email)
  expect((await verify(token)).status).toBe(204)
  expect((await shop.call('GET', '/me', { headers })).body).toMatchObject({ emailVerified: true })
  expect(await verify(token)).toMatchObject({ status: 409, body: { code: 'token_invalid' } })
})

test('the link is mailed again on request, and not for a confirmed address', async () => {
  const { email, headers } = await signUp(shop)
  const again = () => shop.call('POST', '/me/email-verification', { headers })
  await mailsTo(email)
  expect((await again()).status).toBe(202)
  expect(await mailsTo(email)).toHaveLength(2)
  await verify(await linkTo(email))
  expect((await again()).status).toBe(202)
  expect(await mailsTo(email)).toHaveLength(2)
})

test('a guest’s orders belong to the account that confirms their address', async () => {
  const email = 'guest-of-old@example.com'
  const order = await shop.order({ lines: { 'MILK-0002': 1 } }, { email: email.toUpperCase() })
  const other = await shop.order({ lines: { 'MILK-0002': 1 } })
  await shop.call('POST', '/auth/register', { body: { email, password: PASSWORD, name: 'Ann' } })
  const headers = { authorization: `Bearer ${(await signIn(shop, email)).accessToken}` }
  const own = async () => {
    const { body } = await shop.call('GET', '/orders', { headers })
    return z
      .object({ items: z.array(z.object({ id: z.string() })) })
      .parse(body)
      .items.map(({ id }) => id)
  }
  expect(await own()).toEqual([])
  await verify(await linkTo(email))
  expect(await own()).toEqual([order.id])
  expect(await own()).not.toContain(other.id)
  expect((await shop.read(order)).id).toBe(order.id)
})

test('a new address counts once it is confirmed, and the old one is told', async () => {
  const { email, headers } = await signUp(shop)
  const next = newAddress()
  expect((await change(headers, next)).status).toBe(202)
  expect((await mailsTo(email)).at(-1)).toContain('about to change')
  await signIn(shop, email)
  expect((await verify(await linkTo(next))).status).toBe(204)
  await signIn(shop, next)
  expect((await shop.call('POST', '/auth/login', { body: { email, password: PASSWORD } })).status).toBe(401)
})

test('409 wrong_password: no mail is sent', async () => {
  const { headers } = await signUp(shop)
  const next = newAddress()
  expect(await change(headers, next, 'not hers at all')).toMatchObject({
    ...{ status: 409, body: { code: 'wrong_password' } },
  })
  expect(await mailsTo(next)).toEqual([])
})

test('an address of another account gets the same answer, and cannot be confirmed', async () => {
  const { headers, email } = await signUp(shop)
  const other = await signUp(shop)
  expect((await change(headers, other.email)).status).toBe(202)
  expect(await verify(await linkTo(other.email))).toMatchObject({ status: 409, body: { code: 'email_taken' } })
  expect((await shop.call('GET', '/me', { headers })).body).toMatchObject({ email })
})
