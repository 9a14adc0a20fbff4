import { beforeEach, describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertBooking, insertOrder, insertSlot, insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const update = (changes: object, more: object = {}) =>
  shop.call('update_delivery_slot', { actor, slotId: 's', changes, ...more })
const stored = () => shop.row("select * from delivery_slots where id = 's'")
const record = async () =>
  (await shop.row("select delivery_slot_record(s) as record from delivery_slots s where id = 's'"))?.record
const later = {
  ...{ starts_at: '2030-01-02T08:00:00+00:00', ends_at: '2030-01-02T10:00:00+00:00' },
  cutoff_at: '2030-01-02T05:00:00+00:00',
}

/** Adds a booking for each expiry, by a separate order; null: paid. */
async function addBookings(...seconds: (number | null)[]): Promise<void> {
  for (const [index, secondsFromNow] of seconds.entries()) {
    await insertOrder(shop, `booked-${index}`)
    await insertBooking(shop, `booked-${index}`, 's', secondsFromNow)
  }
}

beforeEach(async () => {
  await insertZone(shop, 'z')
  await insertSlot(shop, 's', {
    ...{ starts_at: '2030-01-01T08:00:00Z', ends_at: '2030-01-01T10:00:00Z', cutoff_at: '2030-01-01T05:00:00Z' },
    ...{ capacity: 3, version: 7 },
  })
})

describe('update_delivery_slot', () => {
  test.each([
    { starts_at: '2030-01-01T09:00:00+00:00' },
    { ends_at: '2030-01-01T11:00:00+00:00' },
    { cutoff_at: '2030-01-01T06:00:00+00:00' },
    { capacity: 0 },
    { fee: 50 },
    { zone_ids: ['z'] },
    { active: false },
  ])('changes only the given columns and raises the version: %o', async (change) => {
    const before = await stored()
    const answer = await update(change)
    expect(await stored()).toEqual({ ...before, ...change, version: 8 })
    expect(answer).toEqual(await record())
  })

  test('writes an audit entry with the record before and after', async () => {
    const before = await record()
    const after = await update({ fee: 50 })
    const row = { ...byActor, action: 'update', entity: 'delivery_slot', entity_id: 's', before, after }
    expect(await shop.rows('select * from audit_log')).toEqual([expect.objectContaining(row)])
  })

  test.each([{}, { fee: 300, capacity: 3, zone_ids: null }])(
    'equal values leave the version unchanged and write no audit entry: %o',
    async (change) => {
      const before = await stored()
      expect(await update(change)).toMatchObject({ id: 's', version: 7 })
      expect(await stored()).toEqual(before)
      expect(await shop.rows('select from audit_log')).toEqual([])
    },
  )

  test('capacity_below_booked: the capacity can be reduced to the number of bookings, but not below', async () => {
    await addBookings(null, 60)
    expect(await update({ capacity: 1 })).toEqual({ refused: 'capacity_below_booked', facts: { booked: 2 } })
    expect(await update({ capacity: 2 })).toMatchObject({ capacity: 2, booked: 2, version: 8 })
  })

  test('a lower capacity deletes expired bookings, including those that expire now', async () => {
    await addBookings(null, -60, 0)
    expect(await update({ capacity: 0 })).toEqual({ refused: 'capacity_below_booked', facts: { booked: 1 } })
    expect(await update({ capacity: 1 })).toMatchObject({ capacity: 1, booked: 1 })
    expect(await shop.rows("select order_id from slot_bookings where slot_id = 's'")).toEqual([
      { order_id: 'booked-0' },
    ])
  })

  test('with sufficient capacity, expired bookings are left to the cleanup job', async () => {
    await addBookings(-60)
    expect(await update({ capacity: 1, cutoff_at: '2030-01-01T06:00:00Z' })).toMatchObject({ booked: 1 })
  })

  test('slot_has_bookings: the time of a booked slot cannot change', async () => {
    await addBookings(60)
    for (const change of [{ starts_at: '2030-01-01T07:30:00Z' }, { ends_at: later.ends_at }]) {
      expect(await update(change)).toEqual({ refused: 'slot_has_bookings', facts: { booked: 1 } })
    }
    expect(await update({ cutoff_at: '2030-01-01T06:00:00Z', fee: 9 })).toMatchObject({ booked: 1, fee: 9 })
  })

  test('slot_has_bookings counts only unexpired bookings', async () => {
    await addBookings(-60, 60)
    expect(await update(later)).toEqual({ refused: 'slot_has_bookings', facts: { booked: 1 } })
  })

  test('the time can change if all bookings are expired', async () => {
    await addBookings(-60)
    expect(await update(later)).toMatchObject({ startsAt: later.starts_at, booked: 0 })
  })

  test.each([
    ['slot_not_found', {}, { slotId: 'none' }, { slotId: 'none' }],
    ['precondition_failed', { fee: 1 }, { ifMatch: 6 }, { version: 7 }],
    ['unknown_zones', { zone_ids: ['none'] }, {}, { zoneIds: ['none'] }],
  ])('%s', async (refused, changes, more, facts) => {
    const before = await stored()
    expect(await update(changes, more)).toEqual({ refused, facts })
    expect(await stored()).toEqual(before)
  })

  test('the expected version is updated', async () => {
    expect(await update({ fee: 50 }, { ifMatch: 7 })).toMatchObject({ fee: 50, version: 8 })
  })
})
