import { describe, expect, test } from 'vitest'
import { CustomerPage } from '../../shared/accounts/list-customers.ts'
import { registerAdmin } from '../../shared/accounts/register.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { testShop } from '../support/shop.ts'
import { bearer, PASSWORD, signIn, signUp } from './sign-up.ts'

const shop = await testShop()
const root = await registerAdmin(shop.database, { email: 'root@example.com', password: PASSWORD, name: 'Root' }, 'test')
if (!root.ok) throw new Error(root.detail)
const { accessToken } = await signIn(shop, 'root@example.com')
const headers = bearer(accessToken)
const change = (id: string, role: unknown, as = headers) =>
  shop.call('PATCH', `/admin/customers/${id}`, { headers: as, body: { role } })
const list = async (query = '') => {
  const response = await shop.call('GET', `/admin/customers${query}`, { headers })
  expect(response.status, response.text).toBe(200)
  return CustomerPage.parse(response.body)
}

describe('PATCH /admin/customers/{customerId}', () => {
  test('200: ends the sessions; the next sign-in has the new role', async () => {
    const { account, email, tokens } = await signUp(shop)
    expect(await change(account.id, 'staff')).toMatchObject({ status: 200, body: { id: account.id, role: 'staff' } })
    const refreshed = await shop.call('POST', '/auth/refresh', { body: { refreshToken: tokens.refreshToken } })
    expect(refreshed.status).toBe(401)
    const newTokens = await signIn(shop, email)
    expect((await shop.call('GET', '/admin/coupons', { headers: bearer(newTokens.accessToken) })).status).toBe(200)
  })

  test('the audit log has only the roles before and after', async () => {
    const { account } = await signUp(shop)
    const response = await change(account.id, 'admin')
    await change(account.id, 'admin')
    await change(account.id, 'customer')
    const requestId = response.headers.get('x-request-id')
    const row = { actor: root.value.id, role: 'admin', action: 'change_role', requestId }
    expect(await auditEntries(shop, 'customer', account.id)).toEqual([
      { ...row, before: { role: 'customer' }, after: { role: 'admin' } },
      expect.objectContaining({ before: { role: 'admin' }, after: { role: 'customer' } }),
    ])
  })

  test('the same role does not end sessions', async () => {
    const { account, tokens } = await signUp(shop)
    expect((await change(account.id, 'customer')).status).toBe(200)
    const refreshed = await shop.call('POST', '/auth/refresh', { body: { refreshToken: tokens.refreshToken } })
    expect(refreshed.status).toBe(200)
  })

  test.each(['customer', 'staff'])('409 last_admin: the only admin cannot become %s', async (role) => {
    expect(await change(root.value.id, role)).toMatchObject({ status: 409, body: { code: 'last_admin' } })
    expect((await list('?role=admin')).items.map(({ id }) => id)).toEqual([root.value.id])
  })

  test('403 for staff, and for a former admin with a valid token', async () => {
    const { account } = await signUp(shop)
    for (const role of ['staff', 'admin'] as const) {
      const response = await change(account.id, 'admin', await staffHeaders(shop, account.id, role))
      expect(response).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    }
  })

  test('404 account_not_found', async () => {
    expect(await change('cus_unknown', 'staff')).toMatchObject({ status: 404, body: { code: 'account_not_found' } })
  })

  test.each([{}, { role: 'owner' }, { role: null }, { role: 'staff', email: 'x@example.com' }, []])(
    '422 for %o',
    async (body) => {
      expect(await shop.call('PATCH', '/admin/customers/x', { headers, body })).toMatchObject({ status: 422 })
    },
  )
})

describe('GET /admin/customers', () => {
  test('newest first, each account once, without password or address', async () => {
    const registered = [await signUp(shop), await signUp(shop), await signUp(shop)]
    const seen: CustomerPage['items'] = []
    let query = '?limit=1'
    for (let end = false; !end; ) {
      const { items, nextCursor } = await list(query)
      seen.push(...items)
      query = `?limit=1&cursor=${nextCursor}`
      end = nextCursor === null
    }
    const [row] = await shop.rows('select count(*)::integer as count from customers')
    expect(seen).toHaveLength(Number(row?.count))
    expect(new Set(seen.slice(0, 3).map(({ id }) => id))).toEqual(new Set(registered.map(({ account }) => account.id)))
    expect(Object.keys(seen[0] ?? {}).sort()).toEqual(['createdAt', 'email', 'id', 'name', 'role'])
  })

  test('by part of the e-mail address or the name, and by role', async () => {
    const { email } = await signUp(shop)
    const found = async (query: string) => (await list(query)).items.map((one) => one.email)
    expect(await found(`?q=${email.slice(0, 10).toUpperCase()}`)).toContain(email)
    expect(await found('?q=root')).toEqual(['root@example.com'])
    expect(await found('?q=%25')).toEqual([])
    expect(await found('?role=admin')).toEqual(['root@example.com'])
  })

  test('403 for staff', async () => {
    const response = await shop.call('GET', '/admin/customers', { headers: await staffHeaders(shop) })
    expect(response).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })
})
