import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { fromNow } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('end_flash_sales beside another transaction', () => {
  test('locks SKUs in byte order, and a SKU before its holds', async () => {
    const { shop, meet } = await twoSessions()
    for (const sku of ['X-b', 'X-a']) {
      await insertProduct(shop, sku, { held: 1 })
      await shop.insert('flash_sales', {
        ...{ id: sku, sku, price: 1, allocation: 3, per_customer_limit: 1 },
        ...{ starts_at: fromNow(-9), ends_at: fromNow(-1) },
      })
      await shop.insert('stock_holds', { sku, flash_sale_id: sku, quantity: 1, expires_at: fromNow(-1) })
    }
    const met = await meet({
      first: lockStatement('inventory', 'sku', 'X-a'),
      routine: 'end_flash_sales',
      values: ['{}'],
      meanwhile: async () => [
        await readLockedKeys(shop, 'inventory', 'sku'),
        await readLockedKeys(shop, 'stock_holds', 'sku'),
      ],
    })
    expect(met).toEqual({ waited: true, meanwhile: [['X-a'], []], answer: { processed: 2 } })
  })
})
