import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertOrder, insertSlot } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('book_slot during another transaction', () => {
  test('waits for a concurrent booking and then refuses, because it took the last place', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'x')
    await insertSlot(shop, 'x', { capacity: 1 })
    const { waited, answer } = await meet({
      first: "update delivery_slots set booked = 1 where id = 'x'",
      routine: 'book_slot',
      values: ['x', 300, 'x', null],
    })
    expect({ waited, answer }).toEqual({ waited: true, answer: { refused: 'slot_full', facts: { slotId: 'x' } } })
  })
})
