import { describe, expect, test } from 'vitest'
import { SlotList } from '../../../shared/delivery/list-slots.ts'
import { testShop } from '../../support/shop.ts'
import { addProduct, addSlot } from '../catalog/test-records.ts'

const shop = await testShop()
await shop.rows('update delivery_slots set active = false')

async function list(query: Record<string, string> = {}) {
  const { body } = await shop.call('GET', `/delivery-slots?${new URLSearchParams(query)}`)
  return SlotList.parse(body).items
}
const ids = async (query?: Record<string, string>) => (await list(query)).map(({ id }) => id)

const [far, near] = [await addSlot(shop, { startsInHours: 72, fee: 0 }), await addSlot(shop, { startsInHours: 24 })]

describe('200', () => {
  test('bookable slots by start time', async () => {
    expect(await ids()).toEqual([near, far])
    const [first] = await list()
    expect(first).toMatchObject({ fee: 3500, remaining: 5 })
    expect(Date.parse(first?.endsAt ?? '') - Date.parse(first?.startsAt ?? '')).toBe(2 * 3_600_000)
    expect(Date.parse(first?.cutoffAt ?? '')).toBeLessThan(Date.parse(first?.startsAt ?? ''))
  })

  test('from and to include every slot that overlaps the interval', async () => {
    const [, slot] = await list()
    const { startsAt, endsAt } = slot ?? { startsAt: '', endsAt: '' }
    const later = (time: string, milliseconds: number) => new Date(Date.parse(time) + milliseconds).toISOString()
    expect(await ids({ from: startsAt })).toEqual([far])
    expect(await ids({ from: later(endsAt, -1000) })).toEqual([far])
    expect(await ids({ from: later(endsAt, 1) })).toEqual([])
    expect(await ids({ to: startsAt })).toEqual([near])
    expect(await ids({ to: later(startsAt, 1000) })).toEqual([near, far])
    expect(await ids({ from: later(startsAt, -3_600_000), to: endsAt })).toEqual([far])
    expect(await ids({ from: endsAt, to: startsAt })).toEqual([])
  })

  test('a time may have another offset', async () => {
    const [, slot] = await list()
    const ends = Date.parse(slot?.endsAt ?? '')
    const eastern = `${new Date(ends + 8 * 3_600_000 - 60_000).toISOString().slice(0, 19)}+08:00`
    expect(await ids({ from: eastern })).toEqual([far])
  })

  test('bookings reduce the remaining capacity, and a full slot is listed with 0', async () => {
    const slotId = await addSlot(shop, { capacity: 1, startsInHours: 30 })
    const remaining = async () => (await list()).find(({ id }) => id === slotId)?.remaining
    const order = await shop.order({ lines: { [await addProduct(shop)]: 1 }, slotId })
    expect(await remaining()).toBe(0)
    await shop.rows("update slot_bookings set expires_at = now() - interval '1 second' where order_id = $1", [order.id])
    expect(await remaining()).toBe(1)
    await shop.cancel(order)
    expect(await remaining()).toBe(1)
  })

  test('no slot after its cutoff, and no inactive slot', async () => {
    const [late, closed] = [await addSlot(shop), await addSlot(shop)]
    await shop.rows('update delivery_slots set cutoff_at = now() where id = $1', [late])
    await shop.rows('update delivery_slots set active = false where id = $1', [closed])
    const listed = await ids()
    expect(listed).not.toContain(late)
    expect(listed).not.toContain(closed)
  })
})

describe('200, by day', () => {
  /** The ids of the slots on a day, in a shop with an hour-long slot at each full hour from 36 hours before to after. */
  async function hoursOfDay(timeZone: string, day: string, nextDay: string): Promise<string[]> {
    const other = await testShop({ variables: { STORE_TIME_ZONE: timeZone } })
    await other.rows(
      `insert into delivery_slots (id, starts_at, ends_at, cutoff_at, capacity, fee)
       select to_char(hour at time zone 'UTC', 'DD"T"HH24'), hour, hour + interval '1 hour', now() + interval '1 hour', 1, 0
       from generate_series($1::timestamptz - interval '36 hours', $1::timestamptz + interval '60 hours', '1 hour') hour`,
      [`${day}T00:00:00Z`],
    )
    const { body } = await other.call('GET', `/delivery-slots?from=${day}&to=${nextDay}`)
    return SlotList.parse(body).items.map(({ id }) => id)
  }

  test.each([
    ['Asia/Hong_Kong', '2090-05-01', '2090-05-02', '30T16', '01T15', 24],
    ['Europe/London', '2090-03-26', '2090-03-27', '26T00', '26T22', 23],
    ['Europe/London', '2090-10-29', '2090-10-30', '28T23', '29T23', 25],
    ['America/New_York', '2090-05-01', '2090-05-02', '01T04', '02T03', 24],
  ])('in %s the slots of %s until %s are those from %s to %s UTC: %d', async (...row) => {
    const [timeZone, day, nextDay, first, last, count] = row
    const hours = await hoursOfDay(timeZone, day, nextDay)
    expect([hours[0], hours.at(-1), hours.length]).toEqual([first, last, count])
  })
})

describe('200, by address', () => {
  test('slots of every zone and of the zone of the address', async () => {
    const islands = await addSlot(shop, { startsInHours: 96 })
    await shop.rows("update delivery_slots set zone_ids = '{zone-islands}' where id = $1", [islands])
    expect(await ids({ district: 'Mong Kok' })).not.toContain(islands)
    expect(await ids({ district: '旺角' })).toContain(near)
    expect(await ids({ district: '長洲' })).toEqual(expect.arrayContaining([near, islands]))
    expect(await ids({ postcode: '999077' })).not.toContain(islands)
    expect(await ids({ district: 'Atlantis' })).toEqual([])
  })
})

describe('422 for an invalid date', () => {
  test.each([
    'tomorrow',
    '2026-02-30',
    '2026-13-01',
    '2026-12-24T25:00:00Z',
    '2026-12-24T09:00:00',
    '2026-12-24 09:00:00+08:00',
    '1766534400',
    '',
  ])('%j', async (from) => {
    const { status, body } = await shop.call('GET', `/delivery-slots?${new URLSearchParams({ from, to: from })}`)
    expect(status).toBe(422)
    expect(body).toMatchObject({ errors: [{ path: 'query.from' }, { path: 'query.to' }] })
  })
})

test.each([
  '0000-01-01',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31',
  '9999-12-31T23:59:59-12:00',
  '1970-01-01T00:00:00Z',
])('extreme dates are accepted or refused, without a 5xx: %s', async (moment) => {
  for (const name of ['from', 'to']) {
    const { status } = await shop.call('GET', `/delivery-slots?${new URLSearchParams({ [name]: moment })}`)
    expect([200, 422]).toContain(status)
  }
})
