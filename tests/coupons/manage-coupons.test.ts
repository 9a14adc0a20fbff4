import { describe, expect, test } from 'vitest'
import { CouponRecord } from '../../shared/coupons/coupon.ts'
import { CouponPage } from '../../shared/coupons/read-coupons.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const send = (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
  shop.call(method, `/admin/coupons${path}`, {
    headers: { ...headers, ...more },
    ...(body === undefined ? {} : { body }),
  })

let created = 0
async function create(changes: object = {}) {
  const code = `TEST${++created}`
  const answer = await send('POST', '', { code, type: 'amount', value: 500, ...changes })
  expect(answer.status, answer.text).toBe(201)
  return { code, answer, coupon: CouponRecord.parse(answer.body) }
}

describe('POST /admin/coupons', () => {
  test('201 with every field, times in UTC, version 1 in ETag', async () => {
    const sku = await addProduct(shop)
    const terms = {
      ...{ type: 'percent', value: 15, description: { en: 'Autumn' }, minimumSpend: 5000, maximumDiscount: 2000 },
      ...{ usageLimit: 10, perCustomerLimit: 2, skus: [sku], categories: ['fruit'], active: false },
    }
    const window = { startsAt: '2026-01-01T08:00:00+08:00', endsAt: '2027-01-01T00:00:00Z' }
    const { answer, coupon } = await create({ ...terms, ...window })
    expect(coupon).toMatchObject({
      ...terms,
      ...{ startsAt: '2026-01-01T00:00:00.000Z', endsAt: '2027-01-01T00:00:00.000Z', redeemed: 0, version: 1 },
    })
    expect(answer.headers.get('etag')).toBe('"1"')
  })

  test('missing fields get defaults, and the code becomes upper case', async () => {
    const answer = await send('POST', '', { code: ' plain-1 ', type: 'free_delivery' })
    expect(answer).toMatchObject({ status: 201, body: { code: 'PLAIN-1', value: 0, minimumSpend: 0, active: true } })
  })

  test('shoppers can use it immediately', async () => {
    const sku = await addProduct(shop, { price: 2000 })
    const { code } = await create({ value: 300 })
    expect((await shop.cart({ lines: { [sku]: 1 }, coupon: code })).discount).toBe(300)
  })

  test('the audit log has an entry with the actor and the request id', async () => {
    const { code, answer, coupon } = await create()
    const requestId = answer.headers.get('x-request-id')
    const [row, ...more] = await auditEntries(shop, 'coupon', code)
    expect(more).toEqual([])
    expect(row).toMatchObject({ actor: 'cus_staff', role: 'staff', action: 'create', before: null, requestId })
    expect(CouponRecord.parse(row?.after)).toEqual(coupon)
  })

  test('409 coupon_exists, without an audit entry', async () => {
    const { code } = await create()
    const again = await send('POST', '', { code: code.toLowerCase(), type: 'amount', value: 1 })
    expect(again).toMatchObject({ status: 409, body: { code: 'coupon_exists' } })
    expect(await auditEntries(shop, 'coupon', code)).toHaveLength(1)
  })

  test('422 unknown_products and unknown_categories list the unknown ones', async () => {
    const base = { code: 'NOWHERE', type: 'amount', value: 1 }
    const products = await send('POST', '', { ...base, skus: ['MISSING-B', 'MISSING-A'] })
    expect(products).toMatchObject({
      status: 422,
      body: { code: 'unknown_products', skus: ['MISSING-A', 'MISSING-B'] },
    })
    const categories = await send('POST', '', { ...base, categories: ['fruit', 'no-such-place'] })
    expect(categories).toMatchObject({
      status: 422,
      body: { code: 'unknown_categories', categories: ['no-such-place'] },
    })
  })

  test.each([
    ['an empty body', {}, ['code', 'type']],
    ['an unknown field', { code: 'A', type: 'amount', value: 1, colour: 'red' }, ['']],
    ['a code with a space', { code: 'A B', type: 'amount', value: 1 }, ['code']],
    ['101 percent', { code: 'A', type: 'percent', value: 101 }, ['value']],
    ['percent without a value', { code: 'A', type: 'percent' }, ['value']],
    ['an amount of 0', { code: 'A', type: 'amount', value: 0 }, ['value']],
    ['a value beyond 32 bits', { code: 'A', type: 'amount', value: 3_000_000_000 }, ['value']],
    ['half a cent', { code: 'A', type: 'amount', value: 0.5 }, ['value']],
    [
      'an end before the start',
      { ...{ code: 'A', type: 'amount', value: 1, startsAt: '2026-02-01T00:00:00Z' }, endsAt: '2026-01-01T00:00:00Z' },
      ['endsAt'],
    ],
    [
      'a date that does not exist',
      { code: 'A', type: 'amount', value: 1, startsAt: '2026-02-30T00:00:00Z' },
      ['startsAt'],
    ],
    ['the year 0', { code: 'A', type: 'amount', value: 1, startsAt: '0000-01-01T00:00:00Z' }, ['startsAt']],
    ['an empty list of SKUs', { code: 'A', type: 'amount', value: 1, skus: [] }, ['skus']],
    ['a malformed SKU', { code: 'A', type: 'amount', value: 1, skus: ['/'] }, ['skus.0']],
    [
      'limits of 0',
      { code: 'A', type: 'amount', value: 1, usageLimit: 0, perCustomerLimit: 0 },
      ['usageLimit', 'perCustomerLimit'],
    ],
  ])('422 invalid_request: %s', async (_case, body, paths) => {
    const answer = await send('POST', '', body)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
    expect(answer.body).toMatchObject({ errors: paths.map((path) => ({ path })) })
  })
})

describe('PATCH /admin/coupons/{code}', () => {
  test('200: missing fields stay unchanged, null clears a field, and the version in ETag rises', async () => {
    const { code, coupon } = await create({ usageLimit: 5, minimumSpend: 100 })
    const answer = await send('PATCH', `/${code}`, { usageLimit: null, value: 700 }, { 'if-match': '"1"' })
    expect(answer.status, answer.text).toBe(200)
    const { updatedAt } = CouponRecord.parse(answer.body)
    expect(answer.body).toEqual({ ...coupon, usageLimit: null, value: 700, version: 2, updatedAt })
    expect(answer.headers.get('etag')).toBe('"2"')
    expect((await send('GET', `/${code}`)).body).toEqual(answer.body)
  })

  test('the audit log has the record before and after', async () => {
    const { code } = await create()
    await send('PATCH', `/${code.toLowerCase()}`, { active: false })
    const [, row] = await auditEntries(shop, 'coupon', code)
    expect(row).toMatchObject({ action: 'update', before: { active: true, version: 1 }, after: { active: false } })
  })

  test('equal values leave the version unchanged and write no audit entry', async () => {
    const { code, coupon } = await create()
    expect((await send('PATCH', `/${code}`, { value: 500 })).body).toEqual(coupon)
    expect((await send('PATCH', `/${code}`, {})).body).toEqual(coupon)
    expect(await auditEntries(shop, 'coupon', code)).toHaveLength(1)
  })

  test('404 coupon_does_not_exist', async () => {
    for (const method of ['PATCH', 'GET']) {
      const answer = await send(method, '/NOTHING', method === 'GET' ? undefined : {})
      expect(answer).toMatchObject({ status: 404, body: { code: 'coupon_does_not_exist' } })
    }
  })

  test.each(['"1"', 'W/"1"', '"999999999"', '"an unknown tag"', '""'])(
    '412 precondition_failed for another version: %s',
    async (tag) => {
      const { code } = await create()
      await send('PATCH', `/${code}`, { value: 600 })
      const answer = await send('PATCH', `/${code}`, { value: 700 }, { 'if-match': tag })
      expect(answer).toMatchObject({ status: 412, body: { code: 'precondition_failed', version: 2 } })
      expect((await send('GET', `/${code}`)).body).toMatchObject({ value: 600, version: 2 })
      expect(await auditEntries(shop, 'coupon', code)).toHaveLength(2)
    },
  )

  test.each(['"1"', 'W/"1"', '*'])('200 for the current version: %s', async (tag) => {
    const { code } = await create()
    expect((await send('PATCH', `/${code}`, { value: 700 }, { 'if-match': tag })).status).toBe(200)
  })

  test.each(['1', '"1", "2"', '"'])('422 for a malformed tag: %s', async (tag) => {
    const { code } = await create()
    const answer = await send('PATCH', `/${code}`, { value: 700 }, { 'if-match': tag })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'header.if-match' }] } })
  })

  test.each([
    ['a value out of range for its type', { type: 'percent' }, 'value'],
    ['an end before its start', { endsAt: '2020-01-01T00:00:00Z' }, 'endsAt'],
  ])('409 conflicting_change: %s', async (_case, changes, path) => {
    const { code } = await create({ startsAt: '2026-01-01T00:00:00Z' })
    const answer = await send('PATCH', `/${code}`, changes)
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflicting_change', errors: [{ path }] } })
  })

  test('409 conflicting_change: a limit below the number of redemptions', async () => {
    const sku = await addProduct(shop, { price: 2000 })
    const { code } = await create({ usageLimit: 5, value: 100 })
    for (const email of ['a@example.com', 'b@example.com']) {
      await shop.order({ lines: { [sku]: 1 }, coupon: code }, { email })
    }
    const answer = await send('PATCH', `/${code}`, { usageLimit: 1 })
    expect(answer).toMatchObject({ status: 409, body: { errors: [{ path: 'usageLimit' }] } })
    expect((await send('PATCH', `/${code}`, { usageLimit: 2 })).status).toBe(200)
  })

  test('422: the code cannot be changed', async () => {
    const { code } = await create()
    expect(await send('PATCH', `/${code}`, { code: 'OTHER' })).toMatchObject({ status: 422 })
  })
})

describe('GET /admin/coupons', () => {
  test('the pages return each coupon once, in code order, as GET /admin/coupons/{code} returns it', async () => {
    const seen: CouponRecord[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`
      const page: CouponPage = CouponPage.parse((await send('GET', `?limit=3${query}`)).body)
      seen.push(...page.items)
      cursor = page.nextCursor
    }
    const [row] = await shop.rows('select count(*)::integer as count from coupons')
    expect(seen).toHaveLength(Number(row?.count))
    expect(seen.map(({ code }) => code)).toEqual(seen.map(({ code }) => code).sort())
    const [first] = seen
    expect((await send('GET', `/${first?.code}`)).body).toEqual(first)
  })

  test('filters by active', async () => {
    const { code } = await create({ active: false })
    const codes = async (query: string) => {
      return CouponPage.parse((await send('GET', query)).body).items.map((coupon) => coupon.code)
    }
    expect(await codes('?limit=100&active=false')).toContain(code)
    expect(await codes('?limit=100&active=true')).not.toContain(code)
  })

  test.each(['?limit=0', '?limit=101', '?active=perhaps'])('422 %s', async (query) => {
    expect((await send('GET', query)).status).toBe(422)
  })
})
