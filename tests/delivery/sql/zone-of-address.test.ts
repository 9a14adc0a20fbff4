import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'
import { zoneOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
const zone = async (address: Record<string, string>) =>
  (await shop.row('select (zone_of_address($1::jsonb)).id', [JSON.stringify({ line1: '1', ...address })]))?.id

beforeEach(async () => {
  await zoneOf(shop, 'near', { districts: ['inner', 'middle', 'town', 'land'], postcodes: ['99'] })
  await zoneOf(shop, 'far', { districts: ['outer', 'edge'], postcodes: ['999', 'ab1'] })
})

describe('zone_of_address', () => {
  test('by district, however it is written', async () => {
    expect(await zone({ district: 'Inner' })).toBe('near')
    expect(await zone({ district: ' OUTER  District' })).toBe('far')
    expect(await zone({ district: 'elsewhere' })).toBeNull()
  })

  test('by what is named, from near to far', async () => {
    expect(await zone({ district: 'unheard of', city: 'Edge', region: 'Land' })).toBe('far')
    expect(await zone({ city: 'unheard of', region: 'outer', country: 'Land' })).toBe('far')
    expect(await zone({ country: 'Land' })).toBe('near')
    expect(await zone({ district: 'inner', city: 'edge' })).toBe('near')
  })

  test.for(['district', 'city', 'region', 'country'])(
    'what is nearer counts, %s before what is farther',
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

  test('a district is no postcode, nor a postcode a district', async () => {
    expect(await zone({ district: '999' })).toBeNull()
    expect(await zone({ postcode: 'inner' })).toBeNull()
  })

  test('the postcode decides, by the longest beginning that is known', async () => {
    expect(await zone({ postcode: '9999' })).toBe('far')
    expect(await zone({ postcode: '99-8' })).toBe('near')
    expect(await zone({ postcode: 'AB1 2CD', district: 'inner' })).toBe('far')
    expect(await zone({ postcode: '8', district: 'inner' })).toBe('near')
    expect(await zone({ postcode: '9' })).toBeNull()
    await zoneOf(shop, 'whole', { postcodes: ['7'] })
    expect(await zone({ postcode: '75' })).toBe('whole')
  })

  test('a zone that is not active has no addresses', async () => {
    await shop.write("update delivery_zones set active = false where id = 'far'")
    expect(await zone({ district: 'outer' })).toBeNull()
    expect(await zone({ postcode: '9999' })).toBe('near')
  })

  test('only an address that names no place belongs to the fallback', async () => {
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
