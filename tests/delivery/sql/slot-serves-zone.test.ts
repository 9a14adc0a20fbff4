import { expect, test } from 'vitest'
import { routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const serves = (zone: string | null, slotZones: Value) => shop.run('slot_serves_zone', zone, slotZones)

test('a slot for every zone serves every zone, but no address without a zone', async () => {
  await insertZone(shop, 'z')
  expect(await serves('z', null)).toBe(true)
  expect(await serves(null, null)).toBe(false)
})

test('a shop without an active zone delivers everywhere', async () => {
  expect(await serves(null, null)).toBe(true)
  await insertZone(shop, 'z', { active: false })
  expect(await serves(null, null)).toBe(true)
})

test('a slot for some zones serves only these', async () => {
  expect(await serves('z', ['y', 'z'])).toBe(true)
  expect(await serves('x', ['y', 'z'])).toBe(false)
  expect(await serves(null, ['y', 'z'])).toBe(false)
})
