import { beforeEach, describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const update = (changes: object, more: object = {}) =>
  shop.call('update_delivery_zone', { actor, zoneId: 'z', changes, ...more })
const stored = () => shop.row("select *, updated_at = now() as touched from delivery_zones where id = 'z'")
const areas = () => shop.rows("select kind, area from delivery_zone_areas where zone_id = 'z' order by 1, 2")
const record = async () =>
  (await shop.row("select delivery_zone_record(z) as record from delivery_zones z where id = 'z'"))?.record

beforeEach(async () => {
  const terms = { minimum_basket: 4, fee: 5, free_from: 6, version: 7, updated_at: fromNow(-60) }
  await insertZone(shop, 'z', { ...terms, districts: ['here', 'near'], postcodes: ['1'] })
  await insertZone(shop, 'y', { districts: ['there'], postcodes: ['9'] })
})

describe('update_delivery_zone', () => {
  test.each([
    { name: { en: 'Renamed' } },
    { minimum_basket: 6 },
    { fee: 50 },
    { free_from: null },
    { fallback: true },
    { active: false },
  ])('changes only the given columns and raises the version: %o', async (change) => {
    const [before, zones] = [await stored(), await areas()]
    const answer = await update(change)
    expect(await stored()).toEqual({ ...before, ...change, version: 8, updated_at: expect.anything(), touched: true })
    expect(await areas()).toEqual(zones)
    expect(answer).toEqual(await record())
  })

  test('replaces the areas of each kind separately', async () => {
    expect(await update({ districts: ['Far', 'near'] })).toMatchObject({ districts: ['Far', 'near'], version: 8 })
    expect(await update({ postcodes: [] })).toMatchObject({ postcodes: [], version: 9 })
    expect(await areas()).toEqual([
      { kind: 'district', area: 'far' },
      { kind: 'district', area: 'near' },
    ])
    expect(await shop.rows("select area from delivery_zone_areas where zone_id = 'y' order by area")).toEqual([
      { area: '9' },
      { area: 'there' },
    ])
  })

  test('writes an audit entry with the record before and after', async () => {
    const before = await record()
    const after = await update({ fee: 50, districts: ['far'] })
    const row = { ...byActor, action: 'update', entity: 'delivery_zone', entity_id: 'z', before, after }
    expect(await shop.rows('select * from audit_log')).toEqual([expect.objectContaining(row)])
  })

  test('making a zone the fallback unsets the previous one; repeating it changes nothing', async () => {
    await shop.write("update delivery_zones set fallback = true where id = 'y'")
    await update({ fallback: true })
    expect(await shop.row("select fallback, version from delivery_zones where id = 'y'")).toEqual({
      ...{ fallback: false, version: 2 },
    })
    expect(await update({ fallback: true })).toMatchObject({ version: 8 })
  })

  test('an update of the fallback zone leaves it the fallback and raises the version once', async () => {
    await shop.write("update delivery_zones set fallback = true where id = 'z'")
    await update({ fallback: true })
    expect(await stored()).toMatchObject({ fallback: true, version: 7 })
    await update({ fallback: true, fee: 50 })
    expect(await stored()).toMatchObject({ fallback: true, fee: 50, version: 8 })
    expect(await shop.rows('select from audit_log')).toHaveLength(1)
  })

  test('an update of another zone leaves the fallback unchanged', async () => {
    await shop.write("update delivery_zones set fallback = true where id = 'y'")
    await update({ fee: 50 })
    expect(await shop.row("select fallback, version from delivery_zones where id = 'y'")).toEqual({
      ...{ fallback: true, version: 1 },
    })
  })

  test.each([{}, { fee: 5, name: { en: 'z' }, districts: ['near', 'here'], postcodes: ['1'] }])(
    'equal values leave the version unchanged and write no audit entry: %o',
    async (change) => {
      const [before, zones] = [await stored(), await areas()]
      expect(await update(change)).toMatchObject({ id: 'z', version: 7 })
      expect([await stored(), await areas()]).toEqual([before, zones])
      expect(await shop.rows('select from audit_log')).toEqual([])
    },
  )

  test.each([
    ['zone_not_found', {}, { zoneId: 'none' }, { zoneId: 'none' }],
    ['precondition_failed', { fee: 1 }, { ifMatch: 6 }, { version: 7 }],
    ['area_taken', { districts: ['There'] }, {}, { area: 'There', zoneId: 'y' }],
    ['area_taken', { postcodes: ['9'] }, {}, { area: '9', zoneId: 'y' }],
    ['free_delivery_below_minimum', { free_from: 3 }, {}, { minimumBasket: 4, freeFrom: 3 }],
    ['free_delivery_below_minimum', { minimum_basket: 7 }, {}, { minimumBasket: 7, freeFrom: 6 }],
    ['free_delivery_below_minimum', { minimum_basket: 2, free_from: 1 }, {}, { minimumBasket: 2, freeFrom: 1 }],
  ])('%s', async (refused, changes, more, facts) => {
    const [before, zones] = [await stored(), await areas()]
    expect(await update(changes, more)).toEqual({ refused, facts })
    expect([await stored(), await areas()]).toEqual([before, zones])
  })

  test('an older zone with free delivery below its minimum can be changed in other fields', async () => {
    await shop.write("update delivery_zones set free_from = 3 where id = 'z'")
    expect(await update({ fee: 50, free_from: 3 })).toMatchObject({ fee: 50, minimumBasket: 4, freeFrom: 3 })
    expect(await update({ minimum_basket: 5 })).toMatchObject({ refused: 'free_delivery_below_minimum' })
    expect(await update({ minimum_basket: 3 })).toMatchObject({ minimumBasket: 3, freeFrom: 3 })
  })

  test('the expected version is updated', async () => {
    expect(await update({ fee: 50 }, { ifMatch: 7 })).toMatchObject({ fee: 50, version: 8 })
  })
})
