import { expect, test } from 'vitest'
import { ensureFirstAdmin } from '../../shared/accounts/first-admin.ts'
import { testShop } from '../support/shop.ts'
import { bearer, PASSWORD, signIn, signUp } from './sign-up.ts'

const shop = await testShop()
const ensure = (email: string, password = PASSWORD) => ensureFirstAdmin(shop.database, { email, password })
const readAccount = async (email: string) => {
  const { accessToken } = await signIn(shop, email)
  return (await shop.call('GET', '/me', { headers: bearer(accessToken) })).body
}

test('creates the admin of a new shop, who can sign in', async () => {
  expect(await ensure('boss@example.com')).toBe('created')
  expect(await readAccount('boss@example.com')).toMatchObject({ role: 'admin', name: 'Admin' })
})

test('an existing admin is unchanged, also the password', async () => {
  expect(await ensure('BOSS@example.com', 'another password')).toBe('exists')
  expect(await readAccount('boss@example.com')).toMatchObject({ role: 'admin' })
})

test('eight instances that start concurrently create one', async () => {
  const results = await Promise.all(Array.from({ length: 8 }, () => ensure('concurrent@example.com')))
  expect(results.sort()).toEqual(['created', ...Array(7).fill('exists')])
})

test('a customer who registered with the address first stays a customer', async () => {
  const { email } = await signUp(shop)
  expect(await ensure(email)).toBe('not_an_admin')
  expect(await readAccount(email)).toMatchObject({ role: 'customer' })
})
