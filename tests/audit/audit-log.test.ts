import { expect, test } from 'vitest'
import { AuditLogPage } from '../../shared/audit/list-audit-log.ts'
import { staffHeaders } from '../functions/back-office/staff.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const [ann, bea] = [await staffHeaders(shop, 'cus_ann'), await staffHeaders(shop, 'cus_bea', 'admin')]
for (const [headers, code] of [
  [ann, 'A'],
  [bea, 'B'],
  [ann, 'C'],
] as const) {
  await shop.call('POST', '/admin/coupons', { headers, body: { code, type: 'amount', value: 5 } })
}
await shop.call('PATCH', '/admin/coupons/A', { headers: bea, body: { value: 6 } })

const read = (query: string) => shop.call('GET', `/admin/audit-log${query}`, { headers: ann })
async function found(query: string) {
  const { items } = AuditLogPage.parse((await read(query)).body)
  return items.map(({ entityId, action }) => `${action} ${entityId}`)
}

test('200: newest first, with actor, action, before and after', async () => {
  const [newest] = AuditLogPage.parse((await read('')).body).items
  expect(newest).toMatchObject({
    ...{ actor: { customerId: 'cus_bea', role: 'admin' }, action: 'update', entity: 'coupon', entityId: 'A' },
    ...{ before: { value: 5, version: 1 }, after: { value: 6, version: 2 } },
  })
  expect(await found('')).toEqual(['update A', 'create C', 'create B', 'create A'])
})

test.each([
  ['?entity=coupon&entityId=A', ['update A', 'create A']],
  ['?entity=product', []],
  ['?actor=cus_ann', ['create C', 'create A']],
  ['?from=2000-01-01T00:00:00Z', ['update A', 'create C', 'create B', 'create A']],
  ['?from=2100-01-01T00:00:00Z', []],
  ['?to=2100-01-01T00:00:00%2B08:00&entityId=B', ['create B']],
  ['?to=2000-01-01T00:00:00Z', []],
])('filter %s', async (query, expected) => {
  expect(await found(query)).toEqual(expected)
})

test('pages with a cursor, until the last', async () => {
  const first = AuditLogPage.parse((await read('?limit=3')).body)
  const second = AuditLogPage.parse((await read(`?limit=3&cursor=${first.nextCursor}`)).body)
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 1, null])
  expect(second.items[0]?.after).toMatchObject({ code: 'A' })
})

test.each(['?limit=0', '?cursor=x', '?cursor=9999999999999999', '?from=yesterday', '?to=0000-01-01T00:00:00Z'])(
  '422 %s',
  async (query) => {
    expect((await read(query)).status).toBe(422)
  },
)
