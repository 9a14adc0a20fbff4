import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertSlot, insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const priceChanged = { refused: 'price_changed', facts: {} }
const pricedZone = { id: 'z', version: 3 }

async function check(zone: typeof pricedZone | null, district = 'here') {
  const slot = await shop.row("select s::text as slot from delivery_slots s where id = 's'")
  const address = JSON.stringify({ line1: '1', district })
  return shop.run('check_delivery', JSON.stringify({ zone }), address, String(slot?.slot))
}

beforeEach(() => insertSlot(shop, 's'))

describe('check_delivery', () => {
  test('the same zone and version: no refusal', async () => {
    await insertZone(shop, 'z', { districts: ['here'], version: 3 })
    expect(await check(pricedZone)).toBe('')
  })

  test('a shop without zones: no refusal', async () => {
    expect(await check(null)).toBe('')
  })

  test('price_changed: another version, another zone, or no zone', async () => {
    await insertZone(shop, 'z', { districts: ['here'], version: 4 })
    await insertZone(shop, 'y', { districts: ['there'], version: 3 })
    expect(await check(pricedZone)).toEqual(priceChanged)
    expect(await check(pricedZone, 'there')).toEqual(priceChanged)
    expect(await check(pricedZone, 'nowhere')).toEqual(priceChanged)
  })

  test('price_changed: a zone was added', async () => {
    await insertZone(shop, 'z', { districts: ['here'], version: 3 })
    expect(await check(null)).toEqual(priceChanged)
  })

  test('price_changed: the address is no longer served', async () => {
    await insertZone(shop, 'z', { districts: ['there'] })
    expect(await check(null)).toEqual(priceChanged)
  })

  test('price_changed: the slot no longer serves the zone', async () => {
    await insertZone(shop, 'z', { districts: ['here'], version: 3 })
    await shop.write("update delivery_slots set zone_ids = '{y}' where id = 's'")
    expect(await check(pricedZone)).toEqual(priceChanged)
  })
})
