import { describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const record = (id: string, paymentId: string) =>
  shop.call('record_sandbox_event', { id, paymentId, event: { id, type: 'payment_failed' } })
const history = (paymentId: string) => shop.call('sandbox_history', { paymentId })

describe('record_sandbox_event and sandbox_history', () => {
  test('returns the events of a payment, oldest first, each once', async () => {
    for (const id of ['b', 'a', 'b']) {
      expect(await record(id, 'one')).toEqual({})
      // The embedded clock counts milliseconds.
      await shop.rows('select pg_sleep(0.002)')
    }
    await record('c', 'two')
    expect(await history('one')).toEqual([
      { id: 'b', type: 'payment_failed' },
      { id: 'a', type: 'payment_failed' },
    ])
  })

  test('sorts by time, then by id', async () => {
    for (const [id, seconds] of [
      ['z', -1],
      ['y', -1],
      ['x', 0],
      ['w', -9],
    ] as const) {
      await shop.insert('sandbox_events', { id, payment_id: 'one', event: `"${id}"`, created_at: fromNow(seconds) })
    }
    expect(await history('one')).toEqual(['w', 'y', 'z', 'x'])
  })

  test('an empty list for an unknown payment', async () => {
    expect(await history('three')).toEqual([])
  })
})
