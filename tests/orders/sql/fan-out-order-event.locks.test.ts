import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertOrder } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('fan_out_order_event beside another transaction', () => {
  test('waits for a concurrent delivery of the same event, and then does nothing', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'order')
    await shop.insert('outbox', { topic: 'order_paid', order_id: 'order', payload: '{"orderId": "order"}' })
    const id = (await shop.row('select max(id) as id from outbox'))?.id
    const { waited } = await meet({
      first: `update outbox set delivered_at = now() where id = ${id}`,
      routine: 'fan_out_order_event',
      values: [JSON.stringify({ outboxId: id, type: 'order.paid', mail: 'confirmation', staff: true })],
    })
    expect(waited).toBe(true)
    expect(await shop.rows("select from outbox where topic in ('order_mail', 'staff_mail')")).toEqual([])
  })
})
