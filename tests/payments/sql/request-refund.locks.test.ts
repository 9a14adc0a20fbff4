import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('request_refund during another transaction', () => {
  test('waits for a concurrent capture and refunds the new amount', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'x')
    await insertPayment(shop, 'x', { captured: 400 })
    const { waited, answer } = await meet({
      first: "update payments set captured = 1000 where order_id = 'x'",
      routine: 'request_refund',
      values: ['x', 'cancelled'],
    })
    expect({ waited, answer }).toEqual({ waited: true, answer: true })
    expect(await shop.rows("select amount from refunds where order_id = 'x'")).toEqual([{ amount: 1_000 }])
  })
})
