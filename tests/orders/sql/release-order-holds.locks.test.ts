import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import type { RoutineShop } from '../../support/sql/routine-shop.ts'
import {
  insertBooking,
  insertCoupon,
  insertHolds,
  insertOrder,
  insertProduct,
  insertRedemption,
  insertSlot,
} from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const orders = ['x-a', 'x-b', 'x-c']
/** Not in lock order. */
const shuffled = ['x-b', 'x-c', 'x-a']

/** Three orders, each with its own product, coupon and slot. */
async function three(shop: RoutineShop): Promise<void> {
  for (const id of shuffled) {
    await insertOrder(shop, id)
    await insertProduct(shop, id)
    await insertCoupon(shop, id)
    await insertSlot(shop, id)
    await insertHolds(shop, id, { [id]: 1 })
    await insertRedemption(shop, id, id)
    await insertBooking(shop, id, id)
  }
}

describe.runIf(hasPostgres())('release_order_holds beside another transaction', () => {
  test.for([
    ['inventory', 'sku', 'stock_holds', 'sku'],
    ['coupons', 'id', 'coupon_redemptions', 'coupon_id'],
    ['delivery_slots', 'id', 'slot_bookings', 'slot_id'],
  ] as const)('locks %s by %s, before %s', async ([table, key, children, childKey]) => {
    const { shop, meet } = await twoSessions()
    await three(shop)
    const met = await meet({
      first: lockStatement(table, key, 'x-a'),
      routine: 'release_order_holds',
      values: [orders],
      meanwhile: async () => [await readLockedKeys(shop, table, key), await readLockedKeys(shop, children, childKey)],
    })
    expect(met).toEqual({ waited: true, meanwhile: [['x-a'], []], answer: '' })
  })
})
