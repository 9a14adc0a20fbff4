import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { orderOf, slotOf } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('book_slot during another transaction', () => {
  test('waits for a concurrent booking and then refuses, because it took the last place', async () => {
    const { shop, meet } = await twoSessions()
    await orderOf(shop, 'x')
    await slotOf(shop, 'x', { capacity: 1 })
    const { waited, answer } = await meet({
      first: "update delivery_slots set booked = 1 where id = 'x'",
      routine: 'book_slot',
      values: ['x', 300, 'x', null],
    })
    expect({ waited, answer }).toEqual({ waited: true, answer: { refused: 'slot_full', facts: { slotId: 'x' } } })
  })
})
