import { describe, expect, test } from 'vitest'
import { address, testShop } from '../support/shop.ts'
import { signUp } from './sign-up.ts'

const shop = await testShop()

test('PATCH /me changes only the given fields', async () => {
  const { headers, account } = await signUp(shop)
  const other = await signUp(shop)
  const patch = (body: object) => shop.call('PATCH', '/me', { headers, body })
  expect(await patch({ addresses: [address] })).toMatchObject({
    status: 200,
    body: { ...account, addresses: [address] },
  })
  expect(await patch({ name: ' Bea ', birthDate: '1990-02-28' })).toMatchObject({
    body: { ...account, name: 'Bea', birthDate: '1990-02-28', addresses: [address] },
  })
  expect((await patch({ birthDate: null })).body).toMatchObject({ name: 'Bea', birthDate: null })
  expect((await patch({})).body).toEqual((await shop.call('GET', '/me', { headers })).body)
  expect((await shop.call('GET', '/me', { headers: other.headers })).body).toEqual(other.account)
})

test('times are in UTC', async () => {
  const { headers, account } = await signUp(shop)
  expect(account.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect((await shop.call('GET', '/me', { headers })).body).toMatchObject({ createdAt: account.createdAt })
})

describe('422 invalid_request', () => {
  test.each([
    ['birthDate', { birthDate: '2999-01-01' }],
    ['birthDate', { birthDate: '1990-02-30' }],
    ['birthDate', { birthDate: '1899-12-31' }],
    ['name', { name: '' }],
    ['addresses', { addresses: Array(21).fill(address) }],
    ['', { email: 'new@example.com' }],
    ['', { role: 'admin' }],
  ])('%s: %o', async (path, body) => {
    const { headers } = await signUp(shop)
    const response = await shop.call('PATCH', '/me', { headers, body })
    expect(response).toMatchObject({ status: 422, body: { code: 'invalid_request', errors: [{ path }] } })
  })
})

test('404 account_not_found: an erased account with a valid token', async () => {
  const { headers, account } = await signUp(shop)
  await shop.rows('delete from customers where id = $1', [account.id])
  for (const method of ['GET', 'PATCH']) {
    const response = await shop.call(method, '/me', { headers, ...(method === 'PATCH' ? { body: { name: 'X' } } : {}) })
    expect(response).toMatchObject({ status: 404, body: { code: 'account_not_found' } })
  }
})
