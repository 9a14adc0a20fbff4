import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { actor } from '../../support/sql/actor.ts'
import { insertCoupon } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('update_coupon during another transaction', () => {
  test('waits for a concurrent update and then refuses the old version', async () => {
    const { shop, meet } = await twoSessions()
    await insertCoupon(shop, 'x')
    const { waited, answer } = await meet({
      first: "update coupons set version = 2 where id = 'x'",
      routine: 'update_coupon',
      values: [JSON.stringify({ actor, code: 'X', ifMatch: 1, changes: { value: 7 } })],
    })
    const refusal = { refused: 'precondition_failed', facts: { version: 2 } }
    expect({ waited, answer }).toEqual({ waited: true, answer: refusal })
  })

  test('does not overwrite a concurrent redemption', async () => {
    const { shop, meet } = await twoSessions()
    await insertCoupon(shop, 'x')
    const { waited, answer } = await meet({
      first: "update coupons set redeemed = redeemed + 1 where id = 'x'",
      routine: 'update_coupon',
      values: [JSON.stringify({ actor, code: 'X', changes: { value: 7 } })],
    })
    expect({ waited, answer }).toMatchObject({ waited: true, answer: { value: 7, redeemed: 1 } })
  })
})
