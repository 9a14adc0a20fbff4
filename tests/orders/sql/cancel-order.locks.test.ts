import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertOrder } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('cancel_order beside another transaction', () => {
  test('waits for the order, and refuses when picking has started', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'x', { status: 'paid' })
    const { waited, answer } = await meet({
      first: "update orders set status = 'picking' where id = 'x'",
      routine: 'cancel_order',
      values: ['{"orderId": "x", "guest": true}'],
    })
    const refusal = { refused: 'order_not_cancellable', facts: { orderStatus: 'picking' } }
    expect({ waited, answer }).toEqual({ waited: true, answer: refusal })
  })
})
