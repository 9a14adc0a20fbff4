import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertOrder, insertOrderLines, insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('restock_order beside another transaction', () => {
  test('locks the SKUs in byte order, whatever the order of the lines, before it writes', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'x')
    for (const sku of ['X-c', 'X-B', 'X-a']) await insertProduct(shop, sku)
    await insertOrderLines(shop, 'x', { 'X-c': 1, 'X-a': 1, 'X-B': 1 })
    const met = await meet({
      first: lockStatement('inventory', 'sku', 'X-a'),
      routine: 'restock_order',
      values: ['x', 'cancelled'],
      meanwhile: async () => await readLockedKeys(shop, 'inventory', 'sku'),
    })
    expect(met).toEqual({ waited: true, meanwhile: ['X-B', 'X-a'], answer: '' })
  })
})
