import { describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const minimal = { name: { en: 'New' }, minimum_basket: 0, fee: 0, free_from: null, fallback: false, active: true }
const complete = { ...minimal, minimum_basket: 4, fee: 5, free_from: 6, active: false }
const areas = { districts: [' Inner  District', '外區', 'inner'], postcodes: ['AB 1'] }
const create = (zone: object) => shop.call('create_delivery_zone', { actor, zoneId: 'new', zone })
const stored = () => shop.row("select * from delivery_zones where id = 'new'")

describe('create_delivery_zone', () => {
  test('stores every field and returns the delivery_zone_record', async () => {
    const answer = await create({ ...complete, ...areas })
    expect(await stored()).toMatchObject({ ...complete, version: 1 })
    expect(answer).toMatchObject({
      ...{ id: 'new', name: { en: 'New' }, minimumBasket: 4, fee: 5, freeFrom: 6, fallback: false, active: false },
      ...{ districts: [' Inner  District', '外區'], postcodes: ['AB 1'], version: 1 },
    })
    const text = "select delivery_zone_record(z) as record from delivery_zones z where id = 'new'"
    expect(await shop.row(text)).toEqual({ record: answer })
    expect(await shop.rows("select kind, area from delivery_zone_areas where zone_id = 'new' order by 1, 2")).toEqual([
      { kind: 'district', area: 'inner' },
      { kind: 'district', area: '外' },
      { kind: 'postcode', area: 'ab1' },
    ])
  })

  test('writes an audit entry', async () => {
    const answer = await create(minimal)
    const row = { ...byActor, action: 'create', entity: 'delivery_zone', entity_id: 'new', before: null, after: answer }
    expect(await shop.rows('select * from audit_log')).toEqual([expect.objectContaining(row)])
  })

  test('a new fallback: the previous fallback zone is changed and audited too', async () => {
    await insertZone(shop, 'old', { fallback: true, version: 3 })
    await insertZone(shop, 'bystander', { version: 3 })
    await create({ ...minimal, fallback: true })
    expect(await shop.rows('select id, fallback, version from delivery_zones order by id')).toEqual([
      { id: 'bystander', fallback: false, version: 3 },
      { id: 'new', fallback: true, version: 1 },
      { id: 'old', fallback: false, version: 4 },
    ])
    expect(await shop.rows('select entity_id, before, after from audit_log order by id')).toMatchObject([
      { entity_id: 'old', before: { fallback: true, version: 3 }, after: { fallback: false, version: 4 } },
      { entity_id: 'new' },
    ])
  })

  test('a zone that is not the fallback leaves the current fallback unchanged', async () => {
    await insertZone(shop, 'old', { fallback: true, version: 3 })
    await create(minimal)
    expect(await shop.row("select fallback, version from delivery_zones where id = 'old'")).toEqual({
      ...{ fallback: true, version: 3 },
    })
  })

  test('area_taken: the area belongs to another zone, in any spelling', async () => {
    await insertZone(shop, 'old', { districts: ['inner'], postcodes: ['1'] })
    const facts = { area: 'Inner', zoneId: 'old' }
    expect(await create({ ...minimal, districts: ['outer', 'Inner'] })).toEqual({ refused: 'area_taken', facts })
    expect(await create({ ...minimal, districts: ['1'] })).toMatchObject({ id: 'new' })
  })

  test('free_delivery_below_minimum: below the minimum basket; at the minimum is accepted', async () => {
    const facts = { minimumBasket: 4, freeFrom: 3 }
    expect(await create({ ...complete, free_from: 3 })).toEqual({ refused: 'free_delivery_below_minimum', facts })
    expect(await create({ ...complete, free_from: 4 })).toMatchObject({ minimumBasket: 4, freeFrom: 4 })
  })
})
