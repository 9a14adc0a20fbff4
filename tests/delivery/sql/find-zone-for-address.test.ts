import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'
import { insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const zone = async (address: Record<string, string>) =>
  (await shop.row('select (find_zone_for_address($1::jsonb)).id', [JSON.stringify({ line1: '1', ...address })]))?.id

beforeEach(async () => {
  await insertZone(shop, 'near', { districts: ['inner', 'middle', 'town', 'land'], postcodes: ['99'] })
  await insertZone(shop, 'far', { districts: ['outer', 'edge'], postcodes: ['999', 'ab1'] })
})

describe('find_zone_for_address', () => {
  test('finds the zone by district, in any spelling', async () => {
    expect(await zone({ district: 'Inner' })).toBe('near')
    expect(await zone({ district: ' OUTER  District' })).toBe('far')
    expect(await zone({ district: 'elsewhere' })).toBeNull()
  })

  test('uses the first known area of district, city, region and country', async () => {
    expect(await zone({ district: 'unknown', city: 'Edge', region: 'Land' })).toBe('far')
    expect(await zone({ city: 'unknown', region: 'outer', country: 'Land' })).toBe('far')
    expect(await zone({ country: 'Land' })).toBe('near')
    expect(await zone({ district: 'inner', city: 'edge' })).toBe('near')
  })

  test.for(['district', 'city', 'region', 'country'])(
    'the smallest known area decides: %s before larger ones',
    async (nearer) => {
      await withoutIndexes(shop)
      const places = ['district', 'city', 'region', 'country']
      for (const [near, far] of [
        ['inner', 'outer'],
        ['outer', 'inner'],
      ] as const) {
        const address = places.slice(places.indexOf(nearer)).map((place) => [place, place === nearer ? near : far])
        expect(await zone(Object.fromEntries(address))).toBe(near === 'inner' ? 'near' : 'far')
      }
    },
  )

  test('does not confuse districts and postcodes', async () => {
    expect(await zone({ district: '999' })).toBeNull()
    expect(await zone({ postcode: 'inner' })).toBeNull()
  })

  test('the longest known prefix of the postcode decides', async () => {
    expect(await zone({ postcode: '9999' })).toBe('far')
    expect(await zone({ postcode: '99-8' })).toBe('near')
    expect(await zone({ postcode: 'AB1 2CD', district: 'inner' })).toBe('far')
    expect(await zone({ postcode: '8', district: 'inner' })).toBe('near')
    expect(await zone({ postcode: '9' })).toBeNull()
    await insertZone(shop, 'whole', { postcodes: ['7'] })
    expect(await zone({ postcode: '75' })).toBe('whole')
  })

  test('ignores inactive zones', async () => {
    await shop.write("update delivery_zones set active = false where id = 'far'")
    expect(await zone({ district: 'outer' })).toBeNull()
    expect(await zone({ postcode: '9999' })).toBe('near')
  })

  test('only an address without any area belongs to the fallback zone', async () => {
    expect(await zone({})).toBeNull()
    await shop.write("update delivery_zones set fallback = true where id = 'near'")
    expect(await zone({})).toBe('near')
    expect(await zone({ postcode: ' - ', district: '' })).toBe('near')
    expect(await zone({ district: 'elsewhere' })).toBeNull()
    expect(await zone({ postcode: '1' })).toBeNull()
    await shop.write("update delivery_zones set active = false where id = 'near'")
    expect(await zone({})).toBeNull()
  })
})
