import { describe, expect, test } from 'vitest'
import { SlotList } from '../../shared/delivery/list-slots.ts'
import { SlotRecordPage } from '../../shared/delivery/read-slots.ts'
import { SlotRecord } from '../../shared/delivery/slot.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const send = (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
  shop.call(method, `/admin/delivery-slots${path}`, {
    headers: { ...headers, ...more },
    ...(body === undefined ? {} : { body }),
  })

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString()
const window = () => ({ startsAt: hours(48), endsAt: hours(50), cutoffAt: hours(40), capacity: 5, fee: 3500 })

async function create(changes: object = {}) {
  const answer = await send('POST', '', { ...window(), ...changes })
  expect(answer.status, answer.text).toBe(201)
  return { answer, slot: SlotRecord.parse(answer.body) }
}

describe('POST /admin/delivery-slots', () => {
  test('201 with every field, times in UTC, version 1 in ETag', async () => {
    const times = { startsAt: '2030-01-01T09:00:00+08:00', endsAt: '2030-01-01T11:00:00+08:00' }
    const { answer, slot } = await create({ ...times, cutoffAt: '2030-01-01T00:00:00Z' })
    expect(slot).toMatchObject({
      ...{ startsAt: '2030-01-01T01:00:00.000Z', endsAt: '2030-01-01T03:00:00.000Z', capacity: 5, booked: 0 },
      ...{ cutoffAt: '2030-01-01T00:00:00.000Z', fee: 3500, zoneIds: null, active: true, version: 1 },
    })
    expect(answer.headers.get('etag')).toBe('"1"')
    expect(answer.body).toEqual((await send('GET', `/${slot.id}`)).body)
    expect(await auditEntries(shop, 'delivery_slot', slot.id)).toMatchObject([{ action: 'create', actor: 'cus_staff' }])
  })

  test('shoppers in its zones see it immediately', async () => {
    const { slot } = await create({ zoneIds: ['zone-islands'] })
    const listed = async (district: string) => {
      const { body } = await shop.call('GET', `/delivery-slots?${new URLSearchParams({ district })}`)
      return SlotList.parse(body).items.map(({ id }) => id)
    }
    expect(await listed('Cheung Chau')).toContain(slot.id)
    expect(await listed('Central')).not.toContain(slot.id)
  })

  test('422 unknown_zones', async () => {
    const answer = await send('POST', '', { ...window(), zoneIds: ['none'] })
    expect(answer).toMatchObject({ status: 422, body: { code: 'unknown_zones', zoneIds: ['none'] } })
  })

  test.each([
    ['an end before the start', { endsAt: hours(47) }, 'endsAt'],
    ['a cut-off after the start', { cutoffAt: hours(49) }, 'cutoffAt'],
    ['a negative capacity', { capacity: -1 }, 'capacity'],
    ['a fraction of a place', { capacity: 0.5 }, 'capacity'],
    ['an empty list of zones', { zoneIds: [] }, 'zoneIds'],
  ])('422 invalid_request: %s', async (_case, changes, path) => {
    const answer = await send('POST', '', { ...window(), ...changes })
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request', errors: [{ path }] } })
  })
})

describe('PATCH /admin/delivery-slots/{slotId}', () => {
  test('200: missing fields stay unchanged, and the version in ETag rises', async () => {
    const { slot } = await create()
    const answer = await send('PATCH', `/${slot.id}`, { fee: 0, zoneIds: ['zone-kowloon'] }, { 'if-match': '"1"' })
    expect(answer.body).toEqual({ ...slot, fee: 0, zoneIds: ['zone-kowloon'], version: 2 })
    expect(answer.headers.get('etag')).toBe('"2"')
  })

  test('409 capacity_below_booked and slot_has_bookings, with the number of bookings', async () => {
    const { slot } = await create()
    const sku = await addProduct(shop)
    for (const _order of [1, 2]) await shop.order({ lines: { [sku]: 1 }, slotId: slot.id })
    const fewer = await send('PATCH', `/${slot.id}`, { capacity: 1 })
    expect(fewer).toMatchObject({ status: 409, body: { code: 'capacity_below_booked', booked: 2 } })
    const later = await send('PATCH', `/${slot.id}`, { endsAt: hours(51) })
    expect(later).toMatchObject({ status: 409, body: { code: 'slot_has_bookings', booked: 2 } })
    expect((await send('PATCH', `/${slot.id}`, { capacity: 2 })).body).toMatchObject({ capacity: 2, booked: 2 })
    expect((await shop.place(await shop.cart({ lines: { [sku]: 1 } }))).status).toBe(201)
  })

  test('409 conflicting_change: an end before the stored start', async () => {
    const { slot } = await create()
    const answer = await send('PATCH', `/${slot.id}`, { endsAt: hours(47) })
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflicting_change', errors: [{ path: 'endsAt' }] } })
  })

  test('412 precondition_failed for another version, 404 slot_not_found', async () => {
    const { slot } = await create()
    await send('PATCH', `/${slot.id}`, { fee: 1 })
    const late = await send('PATCH', `/${slot.id}`, { fee: 2 }, { 'if-match': '"1"' })
    expect(late).toMatchObject({ status: 412, body: { code: 'precondition_failed', version: 2 } })
    expect(await send('PATCH', '/none', {})).toMatchObject({ status: 404, body: { code: 'slot_not_found' } })
    expect(await send('GET', '/none')).toMatchObject({ status: 404, body: { code: 'slot_not_found' } })
  })
})

test('GET /admin/delivery-slots: the pages return each slot once, soonest first; filters by time and active', async () => {
  const { slot } = await create({ active: false })
  const seen: SlotRecord[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const query: string = cursor === '' ? '?limit=7' : `?limit=7&cursor=${cursor}`
    const page = SlotRecordPage.parse((await send('GET', query)).body)
    seen.push(...page.items)
    cursor = page.nextCursor
  }
  const times = seen.map(({ startsAt }) => startsAt)
  expect(times).toEqual(times.toSorted())
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
  expect(seen.map(({ id }) => id)).toContain(slot.id)
  expect((await send('GET', '?active=false')).body).toMatchObject({ items: [{ id: slot.id }] })
  expect((await send('GET', `?active=false&from=${hours(60)}`)).body).toMatchObject({ items: [] })
  expect((await send('GET', `?active=false&to=${hours(30)}`)).body).toMatchObject({ items: [] })
})
