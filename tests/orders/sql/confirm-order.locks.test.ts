import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import {
  insertBooking,
  insertCoupon,
  insertHolds,
  insertOrder,
  insertOrderLines,
  insertProduct,
  insertRedemption,
  insertSlot,
  slotColumns,
} from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('confirm_order beside another transaction', () => {
  test('locks all SKUs in byte order before it reads the holds', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'x')
    for (const sku of ['X-c', 'X-B', 'X-a']) await insertProduct(shop, sku)
    await insertOrderLines(shop, 'x', { 'X-c': 1, 'X-a': 1, 'X-B': 1 })
    await insertHolds(shop, 'x', { 'X-B': 1, 'X-a': 1 })
    const met = await meet({
      first: lockStatement('inventory', 'sku', 'X-a'),
      routine: 'confirm_order',
      values: ['x'],
      meanwhile: async () => [
        await readLockedKeys(shop, 'inventory', 'sku'),
        await readLockedKeys(shop, 'stock_holds', 'sku'),
      ],
    })
    expect(met).toEqual({ waited: true, meanwhile: [['X-B', 'X-a'], []], answer: '' })
  })

  test.for([
    ['coupons', ['x'], []],
    ['delivery_slots', ['x'], ['x']],
  ] as const)('%s are locked in lock order, even when every hold exists', async ([table, coupons, slots]) => {
    const { shop, meet } = await twoSessions()
    await insertCoupon(shop, 'x')
    await insertSlot(shop, 'x')
    await insertOrder(shop, 'x', { coupon_id: 'x', coupon_code: 'X', ...slotColumns('x') })
    await insertProduct(shop, 'X')
    await insertOrderLines(shop, 'x', { X: 1 })
    await insertHolds(shop, 'x', { X: 1 })
    await insertRedemption(shop, 'x', 'x')
    await insertBooking(shop, 'x', 'x')
    const met = await meet({
      first: lockStatement(table, 'id', 'x'),
      routine: 'confirm_order',
      values: ['x'],
      meanwhile: async () => [
        await readLockedKeys(shop, 'inventory', 'sku'),
        await readLockedKeys(shop, 'coupons', 'id'),
        await readLockedKeys(shop, 'delivery_slots', 'id'),
        await readLockedKeys(shop, 'slot_bookings', 'order_id'),
      ],
    })
    expect(met).toEqual({ waited: true, meanwhile: [['X'], coupons, slots, []], answer: '' })
  })
})
