import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { actor } from '../../support/sql/actor.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('retry_outbox beside another transaction', () => {
  test('waits for a concurrent retry of the same row, and is refused', async () => {
    const { shop, meet } = await twoSessions()
    await shop.insert('outbox', { topic: 'order_mail', payload: '{}', dead_at: '2026-01-01T00:00:00Z' })
    const id = (await shop.row('select max(id) as id from outbox'))?.id
    const { waited, answer } = await meet({
      first: `update outbox set dead_at = null where id = ${id}`,
      routine: 'retry_outbox',
      values: [JSON.stringify({ actor, outboxId: id })],
    })
    expect({ waited, answer }).toEqual({ waited: true, answer: { refused: 'message_not_dead', facts: {} } })
  })
})
