import { expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'

const shop = await routineShop({ lapsed: false })
const time = (day: number) => `2026-01-0${day}T00:00:00+00:00`
async function recordOf(columns: Record<string, Value>): Promise<Record<string, unknown>> {
  await shop.insert('outbox', {
    ...{ topic: 'order_mail', order_id: 'x', payload: '{"secret": 1}', attempts: 4, last_error: 'timeout' },
    ...{ request_id: 'req_1', available_at: time(1), created_at: time(2), ...columns },
  })
  return Object((await shop.row('select outbox_record(o) as it from outbox o order by id desc limit 1'))?.it)
}

test('everything except the payload', async () => {
  expect(await recordOf({})).toEqual({
    ...{ id: expect.stringMatching(/^\d+$/), topic: 'order_mail', orderId: 'x', status: 'waiting', attempts: 4 },
    ...{ lastError: 'timeout', requestId: 'req_1', availableAt: time(1), createdAt: time(2) },
    ...{ deliveredAt: null, deadAt: null },
  })
})

test.each([
  ['delivered', { delivered_at: fromNow(0) }],
  ['dead', { dead_at: fromNow(0) }],
] as const)('%s', async (status, columns) => {
  const record = await recordOf(columns)
  expect(record.status).toBe(status)
  expect([record.deliveredAt === null, record.deadAt === null]).toEqual([status !== 'delivered', status !== 'dead'])
})
