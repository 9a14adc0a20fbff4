import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { actor } from '../../support/sql/actor.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('update_product beside another transaction', () => {
  test('waits for a concurrent change of the product, and reads its version', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    const { waited, answer } = await meet({
      first: "update products set version = 2 where sku = 'X'",
      routine: 'update_product',
      values: [JSON.stringify({ actor, sku: 'X', ifMatch: 1, changes: { price: 7 } })],
    })
    const refusal = { refused: 'precondition_failed', facts: { version: 2 } }
    expect({ waited, answer }).toEqual({ waited: true, answer: refusal })
  })
})
