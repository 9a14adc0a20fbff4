import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import type { RoutineShop } from '../../support/sql/routine-shop.ts'
import { bookingOf, couponOf, goods, holdsOf, orderOf, redemptionOf, slotOf } from '../../support/sql/small-shop.ts'
import { lock, locked, twoSessions } from '../../support/sql/two-sessions.ts'

const orders = ['x-a', 'x-b', 'x-c']
/** Written in another order than they are to be locked in. */
const shuffled = ['x-b', 'x-c', 'x-a']

/** Each order with goods, coupon and slot of its own; nobody else's come before theirs in the order of locks. */
async function three(shop: RoutineShop): Promise<void> {
  for (const id of shuffled) {
    await orderOf(shop, id)
    await goods(shop, id)
    await couponOf(shop, id)
    await slotOf(shop, id)
    await holdsOf(shop, id, { [id]: 1 })
    await redemptionOf(shop, id, id)
    await bookingOf(shop, id, id)
  }
}

describe.runIf(hasPostgres())('release_orders beside another transaction', () => {
  test.for([
    ['inventory', 'sku', 'stock_holds', 'sku'],
    ['coupons', 'id', 'coupon_redemptions', 'coupon_id'],
    ['delivery_slots', 'id', 'slot_bookings', 'slot_id'],
  ] as const)('%s is locked in the order of %s, and before %s', async ([table, key, children, childKey]) => {
    const { shop, meet } = await twoSessions()
    await three(shop)
    const met = await meet({
      first: lock(table, key, 'x-a'),
      routine: 'release_orders',
      values: [orders],
      meanwhile: async () => [await locked(shop, table, key), await locked(shop, children, childKey)],
    })
    expect(met).toEqual({ waited: true, meanwhile: [['x-a'], []], answer: '' })
  })
})
