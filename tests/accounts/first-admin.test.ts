import { expect, test } from 'vitest'
import { ensureFirstAdmin } from '../../shared/accounts/first-admin.ts'
import { testShop } from '../support/shop.ts'
import { bearer, PASSWORD, signIn, signUp } from './people.ts'

const shop = await testShop()
const ensure = (email: string, password = PASSWORD) => ensureFirstAdmin(shop.database, { email, password })
const roleOf = async (email: string) => {
  const { accessToken } = await signIn(shop, email)
  return (await shop.call('GET', '/me', { headers: bearer(accessToken) })).body
}

test('a new shop has its admin, who signs in like anybody', async () => {
  expect(await ensure('boss@example.com')).toBe('created')
  expect(await roleOf('boss@example.com')).toMatchObject({ role: 'admin', name: 'Admin' })
})

test('started again, it is left alone: an old variable takes no changed password back', async () => {
  expect(await ensure('BOSS@example.com', 'another password')).toBe('exists')
  expect(await roleOf('boss@example.com')).toMatchObject({ role: 'admin' })
})

test('eight instances that start at once make one', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => ensure('twin@example.com')))
  expect(made.sort()).toEqual(['created', ...Array(7).fill('exists')])
})

test('a customer who registered with the address first stays a customer', async () => {
  const { email } = await signUp(shop)
  expect(await ensure(email)).toBe('not_an_admin')
  expect(await roleOf(email)).toMatchObject({ role: 'customer' })
})
