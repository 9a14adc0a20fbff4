import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { actor } from '../../support/sql/actor.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('create_flash_sale beside another transaction', () => {
  test('waits for a concurrent hold, and sees that the stock is taken', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'A', { onHand: 12 })
    const at = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString()
    const sale = { sku: 'A', price: 300, allocation: 10, per_customer_limit: 2, starts_at: at(0), ends_at: at(600) }
    const { waited, answer } = await meet({
      first: "update inventory set held = 5 where sku = 'A'",
      routine: 'create_flash_sale',
      values: [JSON.stringify({ actor, saleId: 'new', sale })],
    })
    const shortages = [{ sku: 'A', requested: 10, available: 7 }]
    expect({ waited, answer }).toEqual({
      waited: true,
      answer: { refused: 'insufficient_stock', facts: { shortages } },
    })
    expect(await shop.rows("select from flash_sales where sku = 'A'")).toEqual([])
  })
})
