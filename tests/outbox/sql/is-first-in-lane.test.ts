import { expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'

const shop = await routineShop({ lapsed: false })
const row = (topic: string, columns: Record<string, Value> = {}) =>
  shop.insert('outbox', { topic, order_id: 'x', lane: 'mail', payload: '{}', ...columns })

test('is_first_in_lane: no earlier row of the same order and lane waits', async () => {
  await row('dead', { dead_at: fromNow(0) })
  await row('delivered', { delivered_at: fromNow(0) })
  await row('first')
  await row('second')
  await row('second lane', { lane: 'event' })
  await row('second order', { order_id: 'y' })
  await row('no lane', { lane: null })
  await row('no lane either', { lane: null })
  const found = await shop.rows(
    "select topic, is_first_in_lane(o) as first from outbox o where order_id in ('x', 'y') order by id",
  )
  expect(found.filter(({ first }) => first).map(({ topic }) => topic)).toEqual([
    ...['dead', 'delivered', 'first'],
    ...['second lane', 'second order', 'no lane', 'no lane either'],
  ])
})
