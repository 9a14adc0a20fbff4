import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { packing } from '../../support/sql/packing-sample.ts'
import {
  insertOrder,
  insertOrderLines,
  insertPayment,
  insertProduct,
  insertSales,
} from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const line = { promotionDiscount: 0, couponDiscount: 0, claimId: null }
const picks = {
  ...packing,
  lines: [
    { ...line, sku: 'X-c', quantity: 0, pickedQuantity: 0, subtotal: 0, total: 0 },
    { ...line, sku: 'X-B', quantity: 1, pickedQuantity: 1, subtotal: 500, total: 500 },
  ],
  substitutes: packing.substitutes.map((one) => ({ ...one, sku: 'X-a', substitutes: 'X-c' })),
}

describe.runIf(hasPostgres())('pack_order beside another transaction', () => {
  test.for([
    ['everything as ordered', null, ['X-B', 'X-c']],
    ['with a substitute', JSON.stringify(picks), ['X-B', 'X-a', 'X-c']],
  ] as const)('%s: locks the SKUs in byte order before it writes', async ([_what, packed, skus]) => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'x', { status: 'picking' })
    await insertPayment(shop, 'x')
    for (const sku of ['X-c', 'X-B', 'X-a']) await insertProduct(shop, sku, { price: 300 })
    await insertOrderLines(shop, 'x', { 'X-c': 1, 'X-B': 1 })
    await insertSales(shop, 'x', { 'X-c': 1, 'X-B': 1 })
    const met = await meet({
      first: lockStatement('inventory', 'sku', 'X-c'),
      routine: 'pack_order',
      values: ['x', packed],
      meanwhile: async () => [
        await readLockedKeys(shop, 'inventory', 'sku'),
        await readLockedKeys(shop, 'order_lines', 'line'),
      ],
    })
    expect(met).toEqual({ waited: true, meanwhile: [skus, []], answer: '' })
  })

  test('refuses a substitute that another transaction holds', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'x', { status: 'picking' })
    await insertPayment(shop, 'x')
    for (const sku of ['X-c', 'X-B', 'X-a']) await insertProduct(shop, sku, { price: 300, onHand: 1 })
    await insertOrderLines(shop, 'x', { 'X-c': 1, 'X-B': 1 })
    await insertSales(shop, 'x', { 'X-c': 1, 'X-B': 1 })
    const { waited, answer } = await meet({
      first: `update inventory set held = 1 where sku = 'X-a'`,
      routine: 'pack_order',
      values: ['x', JSON.stringify(picks)],
    })
    const facts = { shortages: [{ sku: 'X-a', requested: 1, available: 0 }] }
    expect({ waited, answer }).toEqual({ waited: true, answer: { refused: 'insufficient_stock', facts } })
  })
})
