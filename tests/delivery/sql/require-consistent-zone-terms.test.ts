import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

async function require(terms: { minimum_basket: number; free_from: number | null }) {
  await insertZone(shop, 'z', terms)
  const { zone } = (await shop.row("select z::text as zone from delivery_zones z where id = 'z'")) ?? {}
  return await shop.run('require_consistent_zone_terms', String(zone))
}

test.each([null, 4, 5])(
  'require_consistent_zone_terms accepts free delivery from the minimum basket on, or never: %o',
  async (freeFrom) => {
    expect(await require({ minimum_basket: 4, free_from: freeFrom })).not.toHaveProperty('refused')
  },
)

test('free_delivery_below_minimum with both amounts', async () => {
  const facts = { minimumBasket: 4, freeFrom: 3 }
  expect(await require({ minimum_basket: 4, free_from: 3 })).toEqual({ refused: 'free_delivery_below_minimum', facts })
})
