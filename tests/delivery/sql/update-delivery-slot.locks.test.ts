import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { actor } from '../../support/sql/actor.ts'
import { insertBooking, insertOrder, insertSlot } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('update_delivery_slot during another transaction', () => {
  test('waits for a concurrent booking and counts it', async () => {
    const { shop, meet } = await twoSessions()
    await insertSlot(shop, 's', { capacity: 2 })
    await insertOrder(shop, 'booked')
    await insertBooking(shop, 'booked', 's')
    await insertOrder(shop, 'other-order')
    const { waited, answer } = await meet({
      first: "select book_slot('s', 300, 'other-order', now() + interval '1 hour')",
      routine: 'update_delivery_slot',
      values: [JSON.stringify({ actor, slotId: 's', changes: { capacity: 1 } })],
    })
    const refusal = { refused: 'capacity_below_booked', facts: { booked: 2 } }
    expect({ waited, answer }).toEqual({ waited: true, answer: refusal })
  })
})
