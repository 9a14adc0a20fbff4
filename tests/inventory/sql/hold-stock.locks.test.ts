import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertHolds, insertOrder, insertProduct, readStock } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('hold_stock beside another transaction', () => {
  test('a short SKU is locked before its expired holds are read', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'x')
    await insertProduct(shop, 'X', { onHand: 2 })
    await insertHolds(shop, 'x', { X: 2 }, -1)
    const met = await meet({
      first: lockStatement('inventory', 'sku', 'X'),
      routine: 'hold_stock',
      values: [JSON.stringify([{ sku: 'X', quantity: 1 }])],
      meanwhile: async () => [
        await readLockedKeys(shop, 'inventory', 'sku'),
        await readLockedKeys(shop, 'stock_holds', 'sku'),
      ],
    })
    expect(met).toEqual({ waited: true, meanwhile: [['X'], []], answer: '' })
  })

  test('SKUs are locked in byte order, whatever the order of the lines', async () => {
    const { shop, meet } = await twoSessions()
    const skus = ['X-d', 'X-A', 'X-f', 'X-E', 'X-b', 'X-C']
    for (const sku of skus) await insertProduct(shop, sku)
    const met = await meet({
      first: lockStatement('inventory', 'sku', 'X-b'),
      routine: 'hold_stock',
      values: [JSON.stringify(skus.map((sku) => ({ sku, quantity: 1 })))],
      meanwhile: async () => await readLockedKeys(shop, 'inventory', 'sku'),
    })
    expect(met).toEqual({ waited: true, meanwhile: ['X-A', 'X-C', 'X-E', 'X-b'], answer: '' })
  })

  test('units that the other transaction took are seen', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X', { onHand: 2 })
    const { waited, answer } = await meet({
      first: "update inventory set held = 2 where sku = 'X'",
      routine: 'hold_stock',
      values: ['[{"sku": "X", "quantity": 1}]'],
    })
    expect(waited).toBe(true)
    expect(answer).toMatchObject({ refused: 'insufficient_stock' })
    expect(await readStock(shop, 'X')).toEqual({ on_hand: 2, held: 2 })
  })
})
