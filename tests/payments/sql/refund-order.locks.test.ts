import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { actor } from '../../support/sql/actor.ts'
import { insertCapturedOrder } from '../../support/sql/captured-order.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const request = {
  ...{ actor, orderId: 'order', key: 'k', fingerprint: 'f', refundId: 'rfd_1' },
  ...{ amount: 600, lines: [], reason: 'Broken', restock: [] },
}
const values = [JSON.stringify(request)]

describe.runIf(hasPostgres())('refund_order during another transaction', () => {
  const startWithCapturedOrder = async () => {
    const sessions = await twoSessions()
    await insertCapturedOrder(
      sessions.shop,
      'delivered',
      { captured: 1_000, captured_at: new Date().toISOString() },
      { holds: false },
    )
    return sessions
  }

  test('locks the order, then its payment', async () => {
    const { shop, meet } = await startWithCapturedOrder()
    const met = await meet({
      first: lockStatement('orders', 'id', 'order'),
      routine: 'refund_order',
      values,
      meanwhile: () => readLockedKeys(shop, 'payments', 'id'),
    })
    expect(met).toMatchObject({ waited: true, meanwhile: [], answer: { replayed: false } })
  })

  test('waits for a concurrent refund of the order and counts it', async () => {
    const { shop, meet } = await startWithCapturedOrder()
    const { answer } = await meet({
      first: `with mine as (select from orders where id = 'order' for no key update)
        insert into refunds (id, payment_id, order_id, amount, reason) select 'r', 'pay-order', 'order', 500, 'x' from mine`,
      routine: 'refund_order',
      values,
    })
    expect(answer).toEqual({ refused: 'refund_exceeds_captured', facts: { refundable: 500, requested: 600 } })
    expect(await shop.rows("select id from refunds where order_id = 'order'")).toEqual([{ id: 'r' }])
  })

  test('waits for a concurrent change of the payment and counts it', async () => {
    const { meet } = await startWithCapturedOrder()
    const { answer } = await meet({
      first: "update payments set refunded = 700 where order_id = 'order'",
      routine: 'refund_order',
      values,
    })
    expect(answer).toEqual({ refused: 'refund_exceeds_captured', facts: { refundable: 300, requested: 600 } })
  })
})
