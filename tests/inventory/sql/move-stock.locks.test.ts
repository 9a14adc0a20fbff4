import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { actor } from '../../support/sql/actor.ts'
import { insertProduct, readStock } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

const request = (delta: number, requestKey: string | null = null) =>
  JSON.stringify({ actor, sku: 'X', delta, reason: 'counted', note: null, requestKey })

describe.runIf(hasPostgres())('move_stock beside another transaction', () => {
  test('waits for a concurrent hold, and sees the held units', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X', { onHand: 10 })
    const { waited, answer } = await meet({
      first: "update inventory set held = 8 where sku = 'X'",
      routine: 'move_stock',
      values: [request(-5)],
    })
    const refusal = { refused: 'stock_too_low', facts: { sku: 'X', delta: -5, onHand: 10, held: 8 } }
    expect({ waited, answer }).toEqual({ waited: true, answer: refusal })
  })

  test('a duplicate request waits, and moves nothing', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X', { onHand: 10 })
    const { waited, answer } = await meet({
      first: `select move_stock('${request(5, 'key')}')`,
      routine: 'move_stock',
      values: [request(5, 'key')],
    })
    expect({ waited, answer }).toMatchObject({ waited: true, answer: { replayed: true, stock: { onHand: 15 } } })
  })

  test('the same key for another product at the same time is refused', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X', { onHand: 10 })
    await insertProduct(shop, 'Y', { onHand: 10 })
    const { waited, answer } = await meet({
      first: `select move_stock('${request(5, 'key').replace('"X"', '"Y"')}')`,
      routine: 'move_stock',
      values: [request(5, 'key')],
    })
    expect({ waited, answer }).toEqual({ waited: true, answer: { refused: 'idempotency_key_reused', facts: {} } })
    expect(await readStock(shop, 'X')).toEqual({ on_hand: 10, held: 0 })
  })
})
