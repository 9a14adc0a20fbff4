import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { slotOf, zoneOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
const changed = { refused: 'price_changed', facts: {} }
const known = { id: 'z', version: 3 }

async function check(zone: typeof known | null, district = 'here') {
  const slot = await shop.row("select s::text as slot from delivery_slots s where id = 's'")
  const address = JSON.stringify({ line1: '1', district })
  return shop.run('check_delivery', JSON.stringify({ zone }), address, String(slot?.slot))
}

beforeEach(() => slotOf(shop, 's'))

describe('check_delivery', () => {
  test('the zone and its terms as they were read: nothing is refused', async () => {
    await zoneOf(shop, 'z', { districts: ['here'], version: 3 })
    expect(await check(known)).toBe('')
  })

  test('a shop without zones, as it was read', async () => {
    expect(await check(null)).toBe('')
  })

  test('price_changed: other terms, another zone, or none any more', async () => {
    await zoneOf(shop, 'z', { districts: ['here'], version: 4 })
    await zoneOf(shop, 'y', { districts: ['there'], version: 3 })
    expect(await check(known)).toEqual(changed)
    expect(await check(known, 'there')).toEqual(changed)
    expect(await check(known, 'nowhere')).toEqual(changed)
  })

  test('price_changed: there are zones now', async () => {
    await zoneOf(shop, 'z', { districts: ['here'], version: 3 })
    expect(await check(null)).toEqual(changed)
  })

  test('price_changed: the address is no longer served', async () => {
    await zoneOf(shop, 'z', { districts: ['there'] })
    expect(await check(null)).toEqual(changed)
  })

  test('price_changed: the slot no longer goes there', async () => {
    await zoneOf(shop, 'z', { districts: ['here'], version: 3 })
    await shop.write("update delivery_slots set zone_ids = '{y}' where id = 's'")
    expect(await check(known)).toEqual(changed)
  })
})
