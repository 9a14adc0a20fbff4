import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCoupon } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

describe('require_certain_buyer', () => {
  test.each([
    [true, 1, 0, false],
    [false, 1, 0, true],
    [false, 1, 1, false],
    [false, null, 0, false],
  ])(
    'refuses: %s with the limit %s, a total of %s and a confirmed address: %s',
    async (refuses, limit, total, verified) => {
      await insertCoupon(shop, 'c', { per_customer_limit: limit })
      const answer = await shop.run('require_certain_buyer', 'c', JSON.stringify({ verified }), total)
      expect(answer).toEqual(refuses ? { refused: 'coupon_needs_verified_address', facts: {} } : '')
    },
  )
})
