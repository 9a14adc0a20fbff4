import { describe, expect, test } from 'vitest'
import { manifest } from '../../../functions/_manifest.ts'
import { testShop } from '../../support/shop.ts'
import { staffHeaders } from './staff.ts'

const shop = await testShop()
const headers = await staffHeaders(shop, 'cus_admin', 'admin')
const one = async (text: string) => String((await shop.rows(text))[0]?.it)
/** Existing ids, so that requests reach the database. Other ids do not exist. */
const there: Record<string, string> = {
  sku: await one('select sku as it from products order by sku limit 1'),
  code: await one('select code as it from coupons order by code limit 1'),
  promotionId: await one('select id as it from promotions order by id limit 1'),
  slotId: await one('select id as it from delivery_slots order by id limit 1'),
}

const junk: unknown[] = [
  ...[null, true, 0, -1, 1.5, 2 ** 31, 2 ** 53, 1e308, '', ' ', 'x'.repeat(5_000), '\\', "'; drop table products; --"],
  ...['%', '🍎', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '-infinity', 'NaN', [], [null], [[]], ['x', 'x'], {}],
  ...[
    { en: '' },
    { en: 'x' },
    { constructor: 'x' },
    { __proto__: null, toString: 1 },
    { quantity: 2 ** 31, unit: 'g' },
  ],
]
const wrongParts = [
  'nothing',
  '%2e%2e',
  '%F0%9F%8D%8E',
  'x'.repeat(99),
  'x'.repeat(300),
  '%00',
  "'",
  '-1',
  '9'.repeat(30),
]
const wrongTags = ['"1"', '"999999999"', '"9999999999999999999"', '*', 'W/"1"', '1', '"', ',']

const endpoints = manifest.map(({ definition }) => definition).filter(({ route }) => route.startsWith('/admin/'))
const pathOf = (route: string, values: Record<string, string>) =>
  route.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'anything')
const same = (value: string) => new Proxy({}, { get: () => value })

// Every response is checked: no 5xx, and only codes that the operation declares.
describe.each(endpoints.map((definition) => [`${definition.method} ${definition.route}`, definition] as const))(
  '%s',
  (_name, { method, route, body }) => {
    const example: Record<string, unknown> = Object(body?.meta()?.example)
    const send = (path: string, sent: unknown, more: Record<string, string> = {}) =>
      shop.call(method, path, { headers: { ...headers, ...more }, ...(body === undefined ? {} : { body: sent }) })

    test('unknown and invalid ids in the path', async () => {
      for (const part of route.includes('{') ? wrongParts : []) await send(pathOf(route, same(part)), example)
    })

    test('invalid query parameters', async () => {
      for (const name of ['limit', 'cursor', 'from', 'to', 'q', 'active', 'role', 'sku', 'entityId', 'status']) {
        for (const value of ['', '-1', 'x', '%00', '%27', '9'.repeat(30), '%F0%9F%8D%8E', '0000-01-01T00:00:00Z']) {
          await send(`${pathOf(route, there)}?${name}=${value}`, example)
        }
      }
    })

    test('bodies that are not objects, and an invalid value in every field', async () => {
      if (body === undefined) return
      const path = pathOf(route, there)
      for (const wrong of junk) {
        if (typeof wrong !== 'string') await send(path, wrong)
        for (const field of Object.keys(example)) await send(path, { ...example, [field]: wrong })
      }
      for (const text of ['', '{', '"', '[1', 'nonsense', '{"a":1,}']) {
        expect((await send(path, text)).status, text).toBe(400)
      }
    })

    test('invalid tags and keys', async () => {
      for (const tag of wrongTags) {
        await send(pathOf(route, there), example, { 'if-match': tag, 'idempotency-key': tag })
      }
    })
  },
)

test('the list of endpoints is not empty', () => {
  expect(endpoints.length).toBeGreaterThan(20)
})
