import { expect, test } from 'vitest'
import { routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { zoneOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
const served = (zone: string | null, slotZones: Value) => shop.run('is_served', zone, slotZones)

test('a slot for every zone goes to every zone, and nowhere else', async () => {
  await zoneOf(shop, 'z')
  expect(await served('z', null)).toBe(true)
  expect(await served(null, null)).toBe(false)
})

test('a shop without an active zone delivers everywhere', async () => {
  expect(await served(null, null)).toBe(true)
  await zoneOf(shop, 'z', { active: false })
  expect(await served(null, null)).toBe(true)
})

test('a slot of some zones goes to these alone, whatever zones there are', async () => {
  expect(await served('z', ['y', 'z'])).toBe(true)
  expect(await served('x', ['y', 'z'])).toBe(false)
  expect(await served(null, ['y', 'z'])).toBe(false)
})
