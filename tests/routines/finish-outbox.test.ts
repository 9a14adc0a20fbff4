import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop } from './routine-shop.ts'

const shop = await routineShop({ lapsed: false })
beforeEach(async () => {
  for (const topic of ['a', 'b', 'c', 'd']) {
    await shop.insert('outbox', { topic, order_id: 'x', payload: '{}', available_at: fromNow(0), last_error: 'before' })
  }
})
const idOf = async (topic: string) => (await shop.row('select id from outbox where topic = $1', [topic]))?.id
const kept = () =>
  shop.rows(
    "select topic, delivered_at = now() as delivered, last_error from outbox where order_id = 'x' order by topic",
  )

describe('finish_outbox', () => {
  test('what was delivered is done, what failed says why, the rest is left', async () => {
    const failed = [
      { id: await idOf('c'), error: 'away' },
      { id: await idOf('d'), error: 'broken' },
    ]
    const delivered = [await idOf('a')]
    expect(await shop.call('finish_outbox', { delivered, failed })).toEqual({ remaining: 3 })
    expect(await kept()).toEqual([
      { topic: 'a', delivered: true, last_error: null },
      { topic: 'b', delivered: null, last_error: 'before' },
      { topic: 'c', delivered: null, last_error: 'away' },
      { topic: 'd', delivered: null, last_error: 'broken' },
    ])
  })

  test('remaining counts what is due now', async () => {
    await shop.write("update outbox set available_at = now() + interval '1 s' where topic = 'b'")
    expect(await shop.call('finish_outbox', { delivered: [], failed: [] })).toEqual({ remaining: 3 })
  })
})
