import { describe, expect, test } from 'vitest'
import { actor } from '../../support/sql/actor.ts'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'

const shop = await routineShop({ lapsed: false })
async function messageOf(columns: Record<string, Value> = {}): Promise<number> {
  const stored = {
    topic: 'order_mail',
    order_id: 'x',
    payload: '{"mail": "refunded"}',
    attempts: 24,
    last_error: 'timeout',
  }
  await shop.insert('outbox', { ...stored, ...columns })
  return Number((await shop.row('select max(id) as id from outbox'))?.id)
}
const retry = (outboxId: number) => shop.call('retry_outbox', { actor, outboxId })

describe('retry_outbox', () => {
  test('a dead row is due again with no attempts counted, with an entry in the audit log', async () => {
    const id = await messageOf({ dead_at: fromNow(-9), available_at: fromNow(900), request_id: 'req_1' })
    const record = {
      ...{ id: String(id), topic: 'order_mail', orderId: 'x', status: 'waiting', attempts: 0, lastError: 'timeout' },
      ...{ requestId: 'req_1', deliveredAt: null, deadAt: null },
    }
    expect(await retry(id)).toMatchObject(record)
    const due = 'select available_at = now() as due, dead_at from outbox where id = $1'
    expect(await shop.row(due, [id])).toEqual({ due: true, dead_at: null })
    expect(
      await shop.rows("select action, entity_id, before, after from audit_log where entity = 'outbox_message'"),
    ).toEqual([
      {
        ...{ action: 'retry', entity_id: String(id) },
        before: expect.objectContaining({ status: 'dead', attempts: 24 }),
        after: expect.objectContaining({ status: 'waiting', attempts: 0 }),
      },
    ])
  })

  test.each([
    ['waiting', {}],
    ['delivered', { delivered_at: fromNow(-9) }],
  ] as const)('message_not_dead: it is %s', async (_status, columns) => {
    expect(await retry(await messageOf(columns))).toEqual({ refused: 'message_not_dead', facts: {} })
  })

  test('message_not_found', async () => {
    expect(await retry(999_999)).toEqual({ refused: 'message_not_found', facts: {} })
  })
})
