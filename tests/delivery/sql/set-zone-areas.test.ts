import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'
import { insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const set = (kind: string, names: unknown) => shop.run('set_zone_areas', 'own', kind, JSON.stringify(names))
const areas = () =>
  shop.rows("select zone_id, kind, area from delivery_zone_areas where zone_id in ('own', 'next') order by 1, 2, 3")
const east = { zone_id: 'own', kind: 'district', area: 'east' }
const twelve = { zone_id: 'own', kind: 'postcode', area: '12' }
const west = { zone_id: 'next', kind: 'district', area: 'west' }

beforeEach(async () => {
  await insertZone(shop, 'own', { districts: ['east'], postcodes: ['12'] })
  await insertZone(shop, 'next', { districts: ['west'] })
})

describe('set_zone_areas', () => {
  test('replaces the areas of one kind, each once in any spelling', async () => {
    await set('district', ['North', ' north ', 'east'])
    expect(await areas()).toEqual([west, east, { ...east, area: 'north' }, twelve])
  })

  test('an empty list deletes all areas of the kind', async () => {
    await set('postcode', [])
    expect(await areas()).toEqual([west, east])
  })

  test('null leaves the areas unchanged', async () => {
    await set('district', null)
    expect(await areas()).toEqual([west, east, twelve])
  })

  test('area_taken: the area belongs to another zone', async () => {
    expect(await set('district', ['south', 'WEST'])).toEqual({
      refused: 'area_taken',
      facts: { area: 'WEST', zoneId: 'next' },
    })
    expect(await areas()).toEqual([west, east, twelve])
  })

  test('area_taken with the alphabetically first of several', async () => {
    await withoutIndexes(shop)
    await shop.write("delete from delivery_zone_areas where zone_id = 'next'")
    for (const area of ['mid', 'zed', 'alpha']) {
      await shop.insert('delivery_zone_areas', { kind: 'district', area, zone_id: 'next', entered_name: area })
    }
    for (const names of [
      ['zed', 'alpha', 'mid'],
      ['alpha', 'zed', 'mid'],
      ['mid', 'zed', 'alpha'],
    ]) {
      expect(await set('district', names)).toMatchObject({ facts: { area: 'alpha' } })
    }
  })

  test('a postcode may equal a district of another zone', async () => {
    await set('postcode', ['west'])
    expect(await areas()).toEqual([west, east, { ...twelve, area: 'west' }])
  })

  test('leaves the areas of other zones unchanged', async () => {
    await set('district', [])
    expect(await areas()).toEqual([west, twelve])
  })

  test('stores the names as entered', async () => {
    await set('district', [' North  District'])
    const names = "select entered_name from delivery_zone_areas where zone_id = 'own' and kind = 'district'"
    expect(await shop.rows(names)).toEqual([{ entered_name: ' North  District' }])
  })
})
