import { expect, test } from 'vitest'
import { Tokens } from '../../shared/accounts/account.ts'
import { SessionList } from '../../shared/accounts/own-sessions.ts'
import { testShop } from '../support/shop.ts'
import { PASSWORD, signUp } from './sign-up.ts'

const shop = await testShop()
const refresh = (refreshToken: string) => shop.call('POST', '/auth/refresh', { body: { refreshToken } })

/** A second device, whose session is ended by `end-session`. */
async function twoDevices() {
  const person = await signUp(shop)
  const login = {
    headers: { 'user-agent': 'Phone/2.0 '.repeat(50) },
    body: { email: person.email, password: PASSWORD },
  }
  const phone = Tokens.parse((await shop.call('POST', '/auth/login', login)).body)
  const listed = async () =>
    SessionList.parse((await shop.call('GET', '/me/sessions', { headers: person.headers })).body).items
  return { ...person, phone, listed }
}

test('lists the devices, and which one asks', async () => {
  const { listed } = await twoDevices()
  expect(await listed()).toMatchObject([
    { current: false, device: 'Phone/2.0 '.repeat(20) },
    { current: true, device: null },
  ])
})

test('ends the session of another device', async () => {
  const { headers, phone, listed } = await twoDevices()
  const other = (await listed()).find(({ current }) => !current)
  expect((await shop.call('DELETE', `/me/sessions/${other?.id}`, { headers })).status).toBe(204)
  expect((await refresh(phone.refreshToken)).status).toBe(401)
  expect(await listed()).toMatchObject([{ current: true }])
})

test('404 session_not_found: the session of another account stays', async () => {
  const { headers } = await signUp(shop)
  const { phone, listed } = await twoDevices()
  const path = `/me/sessions/${(await listed())[0]?.id}`
  expect(await shop.call('DELETE', path, { headers })).toMatchObject({
    status: 404,
    body: { code: 'session_not_found' },
  })
  expect((await refresh(phone.refreshToken)).status).toBe(200)
})

test('two tabs that refresh with one token both get the same next token', async () => {
  const { tokens } = await signUp(shop)
  const [first, second] = await Promise.all([refresh(tokens.refreshToken), refresh(tokens.refreshToken)])
  const next = [first, second].map(({ body }) => Tokens.parse(body).refreshToken)
  expect(next[0]).toBe(next[1])
  expect((await refresh(next[0] ?? '')).status).toBe(200)
  // Now the first token is older than the one before the newest: it was stolen.
  expect((await refresh(tokens.refreshToken)).status).toBe(401)
  expect((await refresh(next[0] ?? '')).status).toBe(401)
})
