import { describe, expect, test } from 'vitest'
import { ZonePage } from '../../shared/delivery/read-zones.ts'
import { ZoneRecord } from '../../shared/delivery/zone.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const send = (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
  shop.call(method, `/admin/delivery-zones${path}`, {
    headers: { ...headers, ...more },
    ...(body === undefined ? {} : { body }),
  })

let created = 0
async function create(changes: object = {}) {
  const answer = await send('POST', '', { name: { en: `Zone ${++created}` }, ...changes })
  expect(answer.status, answer.text).toBe(201)
  return { answer, zone: ZoneRecord.parse(answer.body) }
}

describe('POST /admin/delivery-zones', () => {
  test('201 with every field, version 1 in ETag', async () => {
    const terms = {
      ...{ name: { en: 'Macau', 'zh-Hant': '澳門' }, districts: ['Macau', '澳門'], postcodes: ['999078'] },
      ...{ minimumBasket: 100_000, fee: 9000, freeFrom: 500_000, fallback: false, active: true },
    }
    const { answer, zone } = await create(terms)
    expect(zone).toMatchObject({ ...terms, version: 1 })
    expect(answer.headers.get('etag')).toBe('"1"')
    expect(answer.body).toEqual((await send('GET', `/${zone.id}`)).body)
  })

  test('shoppers in the zone are served immediately', async () => {
    await create({ districts: ['Zhuhai'], fee: 700 })
    const cart = await shop.cart({ lines: { [await addProduct(shop)]: 1 } })
    const address = { line1: '1 Road', district: 'ZHUHAI' }
    const body = { slotId: await addSlot(shop, { fee: 300 }), address }
    const chosen = await shop.call('PUT', `/carts/${cart.id}/delivery`, { body })
    expect(chosen).toMatchObject({ status: 200, body: { deliveryFee: 1000 } })
  })

  test('the audit log has an entry with the actor and the request id', async () => {
    const { answer, zone } = await create()
    const requestId = answer.headers.get('x-request-id')
    expect(await auditEntries(shop, 'delivery_zone', zone.id)).toMatchObject([
      { actor: 'cus_staff', role: 'staff', action: 'create', before: null, requestId },
    ])
  })

  test('409 area_taken', async () => {
    const answer = await send('POST', '', { name: { en: 'Again' }, districts: ['kowloon'] })
    expect(answer).toMatchObject({ status: 409, body: { code: 'area_taken', zoneId: 'zone-kowloon' } })
  })

  test.each([
    ['an empty body', {}],
    ['a name without a language', { name: {} }],
    ['a negative fee', { name: { en: 'X' }, fee: -1 }],
    ['an area without a name', { name: { en: 'X' }, districts: ['  '] }],
    ['an unknown field', { name: { en: 'X' }, colour: 'red' }],
  ])('422 invalid_request: %s', async (_case, body) => {
    expect(await send('POST', '', body)).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
  })

  test('422 free_delivery_below_minimum, also when only one of the two fields changes', async () => {
    const refused = {
      status: 422,
      body: { code: 'free_delivery_below_minimum', detail: expect.stringContaining('freeFrom: null'), freeFrom: 3000 },
    }
    expect(await send('POST', '', { name: { en: 'X' }, minimumBasket: 5000, freeFrom: 3000 })).toMatchObject(refused)
    const { zone } = await create({ minimumBasket: 2000, freeFrom: 3000 })
    expect(await send('PATCH', `/${zone.id}`, { minimumBasket: 5000 })).toMatchObject(refused)
    expect(await send('PATCH', `/${zone.id}`, { minimumBasket: 5000, freeFrom: 5000 })).toMatchObject({ status: 200 })
    expect(await send('PATCH', `/${zone.id}`, { freeFrom: 3000 })).toMatchObject(refused)
  })

  test('409 conflicting_change: an area name that is empty after normalization', async () => {
    const answer = await send('POST', '', { name: { en: 'X' }, postcodes: ['- -'] })
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflicting_change' } })
  })
})

describe('PATCH /admin/delivery-zones/{zoneId}', () => {
  test('200: missing fields stay unchanged, null clears a field, and the version in ETag rises', async () => {
    const { zone } = await create({ fee: 100, freeFrom: 200 })
    const answer = await send('PATCH', `/${zone.id}`, { freeFrom: null }, { 'if-match': '"1"' })
    const { updatedAt } = ZoneRecord.parse(answer.body)
    expect(answer.body).toEqual({ ...zone, freeFrom: null, version: 2, updatedAt })
    expect(answer.headers.get('etag')).toBe('"2"')
  })

  test('412 precondition_failed for another version, 404 zone_not_found', async () => {
    const { zone } = await create()
    await send('PATCH', `/${zone.id}`, { fee: 1 })
    const late = await send('PATCH', `/${zone.id}`, { fee: 2 }, { 'if-match': '"1"' })
    expect(late).toMatchObject({ status: 412, body: { code: 'precondition_failed', version: 2 } })
    expect(await send('PATCH', '/none', {})).toMatchObject({ status: 404, body: { code: 'zone_not_found' } })
    expect(await send('GET', '/none')).toMatchObject({ status: 404, body: { code: 'zone_not_found' } })
  })
})

test('GET /admin/delivery-zones: the pages return each zone once; filters by active', async () => {
  const { zone } = await create({ active: false })
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const query = cursor === '' ? '?limit=2' : `?limit=2&cursor=${cursor}`
    const page: ZonePage = ZonePage.parse((await send('GET', query)).body)
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  }
  expect(seen).toEqual([...new Set(seen)].sort())
  expect(seen).toContain(zone.id)
  expect((await send('GET', '?active=false')).body).toMatchObject({ items: [{ id: zone.id }] })
})
