import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertCoupon, insertOrder } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('redeem_coupon during another transaction', () => {
  test('waits for a concurrent redemption and then refuses, because it was the last use', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'x')
    await insertCoupon(shop, 'x', { usage_limit: 1 })
    const { waited, answer } = await meet({
      first: "update coupons set redeemed = 1 where id = 'x'",
      routine: 'redeem_coupon',
      values: ['x', 1, 'x', '{"customer": "s", "identity": "s", "verified": false, "guest": true}', 100],
    })
    expect({ waited, answer }).toEqual({ waited: true, answer: { refused: 'coupon_used_up', facts: {} } })
  })
})
