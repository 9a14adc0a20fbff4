import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const meeting = { routine: 'wait_for_sales', values: [['X-B', 'X-A']] }

describe.runIf(hasPostgres())('wait_for_sales beside another transaction', () => {
  test.for([
    ['inventory', 'sku', 'X-A', true],
    ['inventory', 'sku', 'X-B', true],
    ['inventory', 'sku', 'X-C', false],
    ['flash_sales', 'id', 'x-a', true],
    ['flash_sales', 'id', 'x-c', false],
  ] as const)('%s %s %s: waits: %s', async ([table, key, value, waited]) => {
    const { shop, meet } = await twoSessions()
    for (const sku of ['X-A', 'X-B', 'X-C']) {
      await insertProduct(shop, sku)
      await insertFlashSale(shop, sku.toLowerCase(), sku)
    }
    expect(await meet({ ...meeting, first: lockStatement(table, key, value) })).toMatchObject({ waited })
  })

  test('locks the inventory in the order of the SKUs', async () => {
    const { shop, meet } = await twoSessions()
    for (const sku of ['X-B', 'X-A']) await insertProduct(shop, sku)
    const met = await meet({
      ...meeting,
      first: lockStatement('inventory', 'sku', 'X-A'),
      meanwhile: () => readLockedKeys(shop, 'inventory', 'sku'),
    })
    expect(met).toMatchObject({ waited: true, meanwhile: ['X-A'] })
  })
})
