import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertSlot, insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

describe('delivery_slot_record', () => {
  test('returns every column', async () => {
    await insertZone(shop, 'z')
    await insertSlot(shop, 'x', {
      ...{ starts_at: '2027-01-02T10:00:00Z', ends_at: '2027-01-02T12:00:00Z', cutoff_at: '2027-01-02T08:00:00Z' },
      ...{ capacity: 9, booked: 4, fee: 700, zone_ids: ['z'], active: false, version: 3 },
      created_at: '2026-01-02T00:00:00Z',
    })
    expect(await shop.row("select delivery_slot_record(s) as record from delivery_slots s where id = 'x'")).toEqual({
      record: {
        ...{ id: 'x', startsAt: '2027-01-02T10:00:00+00:00', endsAt: '2027-01-02T12:00:00+00:00' },
        ...{ cutoffAt: '2027-01-02T08:00:00+00:00', capacity: 9, booked: 4, fee: 700, zoneIds: ['z'] },
        ...{ active: false, version: 3, createdAt: '2026-01-02T00:00:00+00:00' },
      },
    })
  })
})
