import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const require = (ids: unknown) => shop.run('require_zones', ids === undefined ? null : JSON.stringify(ids))

test.each([[['z']], [[]], [null], [undefined]])('require_zones accepts %o', async (ids) => {
  await insertZone(shop, 'z')
  expect(await require(ids)).not.toHaveProperty('refused')
})

test('unknown_zones lists all unknown ids, in order', async () => {
  await insertZone(shop, 'z')
  expect(await require(['y', 'z', 'x'])).toEqual({ refused: 'unknown_zones', facts: { zoneIds: ['x', 'y'] } })
})
