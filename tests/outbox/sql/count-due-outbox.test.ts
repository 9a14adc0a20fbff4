import { expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'

const shop = await routineShop({ lapsed: false })
const row = (columns: Record<string, Value>) =>
  shop.insert('outbox', { topic: 'a', order_id: 'x', payload: '{}', available_at: fromNow(0), ...columns })

test('count_due_outbox counts the rows that can be claimed now', async () => {
  expect(await shop.call('count_due_outbox', {})).toEqual({ remaining: 0 })
  await row({})
  await row({ available_at: fromNow(1) })
  await row({ delivered_at: fromNow(0) })
  await row({ dead_at: fromNow(0) })
  await row({ lane: 'mail' })
  await row({ lane: 'mail' })
  expect(await shop.call('count_due_outbox', {})).toEqual({ remaining: 2 })
})
