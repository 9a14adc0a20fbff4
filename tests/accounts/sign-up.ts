import { expect } from 'vitest'
import { Account, Tokens } from '../../shared/accounts/account.ts'
import type { TestShop } from '../support/shop.ts'

export const PASSWORD = 'correct horse battery'
let count = 0

/** Registers a new customer and signs in. */
export async function signUp(shop: TestShop) {
  const email = `person-${++count}@example.com`
  const registered = await shop.call('POST', '/auth/register', { body: { email, password: PASSWORD, name: 'Ann' } })
  expect(registered.status, registered.text).toBe(201)
  const tokens = await signIn(shop, email)
  return { email, tokens, account: Account.parse(registered.body), headers: bearer(tokens.accessToken) }
}

export async function signIn(shop: TestShop, email: string, password = PASSWORD): Promise<Tokens> {
  const response = await shop.call('POST', '/auth/login', { body: { email, password } })
  expect(response.status, response.text).toBe(200)
  return Tokens.parse(response.body)
}

export const bearer = (accessToken: string) => ({ authorization: `Bearer ${accessToken}` })
