import { describe, expect, test } from 'vitest'
import { routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'
import { insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const readRecord = async (id: string) =>
  (await shop.row(`select delivery_zone_record(z) as record from delivery_zones z where id = '${id}'`))?.record

describe('delivery_zone_record', () => {
  test('returns every column, and the areas of each kind as staff entered them, in order', async () => {
    await withoutIndexes(shop)
    await insertZone(shop, 'x', {
      ...{ minimum_basket: 4, fee: 5, free_from: 6, fallback: true, active: false, version: 7 },
      ...{ created_at: '2026-01-02T00:00:00Z', updated_at: '2026-01-03T00:00:00Z' },
      ...{ districts: ['north', 'south', 'east'], postcodes: ['22', '33', '11'] },
    })
    await shop.write("update delivery_zone_areas set entered_name = upper(entered_name) where area = 'east'")
    await insertZone(shop, 'y', { districts: ['west'], postcodes: ['9'] })
    expect(await readRecord('x')).toEqual({
      ...{ id: 'x', name: { en: 'x' }, minimumBasket: 4, fee: 5, freeFrom: 6, fallback: true, active: false },
      ...{ districts: ['EAST', 'north', 'south'], postcodes: ['11', '22', '33'], version: 7 },
      ...{ createdAt: '2026-01-02T00:00:00+00:00', updatedAt: '2026-01-03T00:00:00+00:00' },
    })
  })

  test('a zone without areas has empty lists', async () => {
    await insertZone(shop, 'x')
    expect(await readRecord('x')).toMatchObject({ districts: [], postcodes: [] })
  })
})
