import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../support/database.ts'
import { actor } from './actor.ts'
import { saleOf } from './small-sales.ts'
import { goods } from './small-shop.ts'
import { lock, locked, twoSessions } from './two-sessions.ts'

describe.runIf(hasPostgres())('update_flash_sale beside another transaction', () => {
  test('locks the stock, then the sale', async () => {
    const { shop, meet } = await twoSessions()
    await goods(shop, 'X')
    await saleOf(shop, 'x', 'X')
    const met = await meet({
      first: lock('inventory', 'sku', 'X'),
      routine: 'update_flash_sale',
      values: [JSON.stringify({ actor, saleId: 'x', changes: { price: 1 } })],
      meanwhile: () => locked(shop, 'flash_sales', 'id'),
    })
    expect(met).toMatchObject({ waited: true, meanwhile: [], answer: { id: 'x', price: 1 } })
  })
})
