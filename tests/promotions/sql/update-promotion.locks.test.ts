import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { actor } from '../../support/sql/actor.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('update_promotion beside another transaction', () => {
  test('waits for a concurrent change of the promotion, and sees its version', async () => {
    const { shop, meet } = await twoSessions()
    const columns = { id: 'x', code: 'X', kind: 'bundle_price', quantity: 2, amount: 4, description: '{"en": "X"}' }
    await shop.insert('promotions', columns)
    const { waited, answer } = await meet({
      first: "update promotions set version = 2 where id = 'x'",
      routine: 'update_promotion',
      values: [JSON.stringify({ actor, promotionId: 'x', ifMatch: 1, changes: { amount: 7 } })],
    })
    const refusal = { refused: 'precondition_failed', facts: { version: 2 } }
    expect({ waited, answer }).toEqual({ waited: true, answer: refusal })
  })
})
