import { describe, expect, test } from 'vitest'
import { fromNow, routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'

const shop = await routineShop({ lapsed: false })

describe('unprocessed_payment_events', () => {
  test('an empty inbox', async () => {
    expect(await shop.call('unprocessed_payment_events', { limit: 2 })).toEqual({ items: [], remaining: 0 })
  })

  test('returns events that are not applied, oldest first, up to the limit, and their total number', async () => {
    await withoutIndexes(shop)
    for (const [id, seconds] of [['b', -2] as const, ['a', -1] as const, ['c', -3] as const, ['done', -9] as const]) {
      await shop.insert('payment_events', {
        ...{ provider: 'sandbox', event_id: id, type: 't', payload: '{}', received_at: fromNow(seconds) },
        ...(id === 'done' ? { processed_at: fromNow(0), outcome: 'recorded' } : {}),
      })
    }
    expect(await shop.call('unprocessed_payment_events', { limit: 2 })).toEqual({
      items: [
        { provider: 'sandbox', eventId: 'c' },
        { provider: 'sandbox', eventId: 'b' },
      ],
      remaining: 3,
    })
  })
})
