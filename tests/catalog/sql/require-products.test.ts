import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const require = (skus: unknown) => shop.run('require_products', skus === undefined ? null : JSON.stringify(skus))

describe('require_products', () => {
  test.each([[['OTHER-A', 'OTHER-B']], [[]], [null], [undefined]])('accepts %o', async (skus) => {
    expect(await require(skus)).not.toHaveProperty('refused')
  })

  test('unknown_products contains every unknown SKU, in order', async () => {
    const facts = { skus: ['NO-B', 'no-a'] }
    expect(await require(['no-a', 'OTHER-A', 'NO-B'])).toEqual({ refused: 'unknown_products', facts })
  })
})
