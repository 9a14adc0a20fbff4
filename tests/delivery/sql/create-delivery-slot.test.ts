import { describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const minimal = {
  ...{ starts_at: '2030-01-01T08:00:00+00:00', ends_at: '2030-01-01T10:00:00+00:00', capacity: 4, fee: 5 },
  ...{ cutoff_at: '2030-01-01T05:00:00+00:00', zone_ids: null, active: true },
}
const create = (slot: object) => shop.call('create_delivery_slot', { actor, slotId: 'new', slot })

describe('create_delivery_slot', () => {
  test('stores every field and returns the delivery_slot_record', async () => {
    await insertZone(shop, 'z')
    const slot = { ...minimal, zone_ids: ['z'], active: false }
    const answer = await create(slot)
    expect(await shop.row("select * from delivery_slots where id = 'new'")).toMatchObject({ ...slot, booked: 0 })
    expect(answer).toMatchObject({
      ...{ id: 'new', startsAt: minimal.starts_at, endsAt: minimal.ends_at, cutoffAt: minimal.cutoff_at, capacity: 4 },
      ...{ booked: 0, fee: 5, zoneIds: ['z'], active: false, version: 1 },
    })
    const text = "select delivery_slot_record(s) as record from delivery_slots s where id = 'new'"
    expect(await shop.row(text)).toEqual({ record: answer })
  })

  test('writes an audit entry', async () => {
    const answer = await create(minimal)
    const row = { ...byActor, action: 'create', entity: 'delivery_slot', entity_id: 'new', before: null, after: answer }
    expect(await shop.rows('select * from audit_log')).toEqual([expect.objectContaining(row)])
  })

  test('unknown_zones lists all unknown ids', async () => {
    await insertZone(shop, 'z')
    const refusal = { refused: 'unknown_zones', facts: { zoneIds: ['a', 'b'] } }
    expect(await create({ ...minimal, zone_ids: ['b', 'z', 'a'] })).toEqual(refusal)
  })
})
