import { describe, expect, test } from 'vitest'
import { PromotionRecord } from '../../shared/promotions/promotion.ts'
import { PromotionPage } from '../../shared/promotions/read-promotions.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const send = (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
  shop.call(method, `/admin/promotions${path}`, {
    headers: { ...headers, ...more },
    ...(body === undefined ? {} : { body }),
  })

const [a, b] = [await addProduct(shop, { price: 1000 }), await addProduct(shop, { price: 1000 })]
const base = { kind: 'bundle_price', quantity: 2, amount: 1500, description: { en: '2 for $15' }, skus: [a] }
async function create(changes: object = {}) {
  const answer = await send('POST', '', { ...base, ...changes })
  expect(answer.status, answer.text).toBe(201)
  return PromotionRecord.parse(answer.body)
}

describe('POST /admin/promotions', () => {
  test.each([
    [{ kind: 'bundle_price', quantity: 2, amount: 1500 }, 500],
    [{ kind: 'bundle_saving', quantity: 2, amount: 400 }, 400],
    [{ kind: 'bundle_free', quantity: 2, freeQuantity: 1, freeChoice: 'dearest', amount: 0 }, 1000],
    [{ kind: 'nth_price', quantity: 2, amount: 100 }, 900],
    [{ kind: 'nth_percent', quantity: 2, percent: 50, amount: 0 }, 500],
    [{ kind: 'quantity_percent', quantity: 2, percent: 10, amount: 0 }, 200],
  ])('201 %o: a cart of two gets it', async (terms, discount) => {
    const sku = await addProduct(shop, { price: 1000 })
    const promotion = await create({ ...terms, skus: [sku, sku] })
    expect(promotion).toMatchObject({ ...terms, skus: [sku], version: 1, source: null, active: true })
    const cart = await shop.cart({ lines: { [sku]: 2 } })
    expect(cart).toMatchObject({ discount, promotions: [{ code: promotion.code, amount: discount }] })
    expect(await auditEntries(shop, 'promotion', promotion.id)).toMatchObject([
      { action: 'create', before: null, after: { ...terms, skus: [sku] } },
    ])
  })

  test('the default code is the id', async () => {
    const { id, code } = await create()
    expect(code).toBe(id)
    expect(await create({ code: 'SUMMER-1' })).toMatchObject({ code: 'SUMMER-1' })
  })

  test('409 promotion_exists for the code of another promotion', async () => {
    await create({ code: 'TWICE' })
    const answer = await send('POST', '', { ...base, code: 'TWICE' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'promotion_exists' } })
  })

  test('422 unknown_products lists all of them', async () => {
    const answer = await send('POST', '', { ...base, skus: ['NO-2', a, 'NO-1'] })
    expect(answer).toMatchObject({ status: 422, body: { code: 'unknown_products', skus: ['NO-1', 'NO-2'] } })
  })

  test.each([
    [{}, ['kind', 'quantity', 'description', 'skus']],
    [{ ...base, amount: 0 }, ['amount']],
    [{ ...base, kind: 'bundle_saving', amount: undefined }, ['amount']],
    [{ ...base, kind: 'bundle_free' }, ['freeQuantity']],
    [{ ...base, kind: 'bundle_free', freeQuantity: 3 }, ['freeQuantity']],
    [{ ...base, kind: 'nth_price', quantity: 1 }, ['quantity']],
    [{ ...base, kind: 'nth_percent', quantity: 1 }, ['quantity', 'percent']],
    [{ ...base, kind: 'quantity_percent', percent: 101 }, ['percent']],
    [{ ...base, kind: 'quantity_percent' }, ['percent']],
    [{ ...base, kind: 'gift' }, ['kind']],
    [{ ...base, quantity: 0 }, ['quantity']],
    [{ ...base, skus: [] }, ['skus']],
    [{ ...base, skus: ['/'] }, ['skus.0']],
    [{ ...base, description: {} }, ['description']],
    [{ ...base, startsAt: '2026-02-01T00:00:00Z', endsAt: '2026-02-01T08:00:00+08:00' }, ['endsAt']],
    [{ ...base, id: 'mine' }, ['']],
  ])('422 %o', async (body, paths) => {
    const answer = await send('POST', '', body)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
    expect(answer.body).toMatchObject({ errors: paths.map((path) => ({ path })) })
  })
})

describe('PATCH /admin/promotions/{id}', () => {
  test('200: changed terms and replaced products increment the version', async () => {
    const before = await create()
    const changed = await send('PATCH', `/${before.id}`, { amount: 1200, endsAt: '2100-01-01T00:00:00Z' })
    expect(changed).toMatchObject({
      status: 200,
      body: { amount: 1200, endsAt: '2100-01-01T00:00:00.000Z', version: 2 },
    })
    const replaced = await send('PATCH', `/${before.id}`, { skus: [b] }, { 'if-match': '"2"' })
    expect(replaced.headers.get('etag')).toBe('"3"')
    expect(replaced.body).toMatchObject({ skus: [b], amount: 1200, version: 3 })
    expect((await send('GET', `/${before.id}`)).body).toEqual(replaced.body)
    expect(await auditEntries(shop, 'promotion', before.id)).toMatchObject([
      { action: 'create' },
      { action: 'update', before: { amount: 1500 }, after: { amount: 1200 } },
      { action: 'update', before: { skus: [a] }, after: { skus: [b] } },
    ])
  })

  test('an order that was priced before the change is refused', async () => {
    const sku = await addProduct(shop, { price: 1000 })
    const { id } = await create({ skus: [sku] })
    const cart = await shop.cart({ lines: { [sku]: 2 } })
    await send('PATCH', `/${id}`, { active: false })
    expect(await shop.place(cart)).toMatchObject({ status: 409, body: { code: 'total_changed' } })
  })

  test('an update without a difference writes nothing', async () => {
    const promotion = await create()
    const same = { amount: 1500, skus: [a, a] }
    expect((await send('PATCH', `/${promotion.id}`, same)).body).toEqual(promotion)
  })

  test('412 precondition_failed, and the products are unchanged', async () => {
    const { id } = await create()
    await send('PATCH', `/${id}`, { amount: 1 })
    const answer = await send('PATCH', `/${id}`, { skus: [b] }, { 'if-match': '"1"' })
    expect(answer).toMatchObject({ status: 412, body: { code: 'precondition_failed', version: 2 } })
    expect((await send('GET', `/${id}`)).body).toMatchObject({ skus: [a] })
  })

  test.each([
    [{ kind: 'quantity_percent' }, 'kind'],
    [{ endsAt: '2020-01-01T00:00:00Z' }, 'endsAt'],
    [{ code: 'TAKEN' }, 'code'],
  ])('409 conflicting_change: %o', async (changes, path) => {
    await send('POST', '', { ...base, code: 'TAKEN' })
    const { id } = await create({ startsAt: '2026-01-01T00:00:00Z' })
    const answer = await send('PATCH', `/${id}`, changes)
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflicting_change', errors: [{ path }] } })
  })

  test('404 promotion_not_found, 422 unknown_products', async () => {
    for (const method of ['GET', 'PATCH']) {
      const answer = await send(method, '/prm_none', method === 'GET' ? undefined : {})
      expect(answer).toMatchObject({ status: 404, body: { code: 'promotion_not_found' } })
    }
    const { id } = await create()
    const answer = await send('PATCH', `/${id}`, { skus: ['NONE'] })
    expect(answer).toMatchObject({ status: 422, body: { code: 'unknown_products' } })
  })

  test.each([{ id: 'x' }, { skus: null }, { quantity: 1000 }])('422 %o', async (changes) => {
    expect((await send('PATCH', '/any', changes)).status).toBe(422)
  })
})

describe('GET /admin/promotions', () => {
  const found = async (query: string) => PromotionPage.parse((await send('GET', query)).body).items

  test('by product, kind and active', async () => {
    const sku = await addProduct(shop)
    const one = await create({ skus: [sku] })
    const other = await create({ skus: [sku], active: false, kind: 'bundle_saving' })
    expect(await found(`?sku=${sku}`)).toEqual([one, other])
    expect(await found(`?sku=${sku}&active=false`)).toEqual([other])
    expect(await found(`?sku=${sku}&kind=bundle_price`)).toEqual([one])
  })

  test('pages in the order of ids', async () => {
    const first = PromotionPage.parse((await send('GET', '?limit=2')).body)
    const second = PromotionPage.parse((await send('GET', `?limit=100&cursor=${first.nextCursor}`)).body)
    const rows = await shop.rows('select id from promotions order by id')
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(rows.slice(0, 102).map(({ id }) => id))
  })

  test.each(['?limit=0', '?kind=gift'])('422 %s', async (query) => {
    expect((await send('GET', query)).status).toBe(422)
  })
})
