import { describe, expect, test } from 'vitest'
import {
  insertBoughtClaim,
  insertFlashSale,
  readClaimStatus,
  readSaleUnits,
} from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import {
  insertBooking,
  insertCoupon,
  insertHolds,
  insertOrder,
  insertProduct,
  insertRedemption,
  insertSlot,
  readStock,
} from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const usesOf = async (id: string) => (await shop.row('select redeemed from coupons where id = $1', [id]))?.redeemed
const bookedOf = async (id: string) => (await shop.row('select booked from delivery_slots where id = $1', [id]))?.booked

/** Three orders with the same products, coupon and slot. */
async function threeAlike(): Promise<void> {
  await insertProduct(shop, 'A')
  await insertProduct(shop, 'B')
  await insertCoupon(shop, 'c')
  await insertSlot(shop, 's')
  for (const id of ['one', 'two', 'stays']) {
    await insertOrder(shop, id)
    await insertHolds(shop, id, { A: 2, B: 3 })
    await insertRedemption(shop, id, 'c')
    await insertBooking(shop, id, 's')
  }
}

describe('release_order_holds', () => {
  test('releases the held stock, summed by SKU', async () => {
    await threeAlike()
    await shop.run('release_order_holds', ['one', 'two'])
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 2 })
    expect(await readStock(shop, 'B')).toEqual({ on_hand: 100, held: 3 })
    expect(await shop.rows("select distinct order_id from stock_holds where sku in ('A', 'B')")).toEqual([
      { order_id: 'stays' },
    ])
  })

  test('releases the coupon uses', async () => {
    await threeAlike()
    await shop.run('release_order_holds', ['one', 'two'])
    expect(await usesOf('c')).toBe(1)
    expect(await shop.rows("select order_id from coupon_redemptions where coupon_id = 'c'")).toEqual([
      { order_id: 'stays' },
    ])
  })

  test('releases the slot places', async () => {
    await threeAlike()
    await shop.run('release_order_holds', ['one', 'two'])
    expect(await bookedOf('s')).toBe(1)
    expect(await shop.rows("select order_id from slot_bookings where slot_id = 's'")).toEqual([{ order_id: 'stays' }])
  })

  test('counts each coupon and each slot separately', async () => {
    for (const id of ['one', 'two']) {
      await insertOrder(shop, id)
      await insertCoupon(shop, `coupon-${id}`)
      await insertSlot(shop, `slot-${id}`)
      await insertRedemption(shop, id, `coupon-${id}`)
      await insertBooking(shop, id, `slot-${id}`)
    }
    await shop.run('release_order_holds', ['one', 'two'])
    expect([await usesOf('coupon-one'), await usesOf('coupon-two')]).toEqual([0, 0])
    expect([await bookedOf('slot-one'), await bookedOf('slot-two')]).toEqual([0, 0])
  })

  test('returns the units of their flash-sale claims only', async () => {
    await insertProduct(shop, 'A')
    await insertFlashSale(shop, 'sale', 'A')
    for (const id of ['one', 'two', 'stays']) {
      await insertOrder(shop, id)
      await insertBoughtClaim(shop, `of-${id}`, 'sale', id)
      await insertHolds(shop, id, { A: 1 })
    }
    await shop.run('release_order_holds', ['one', 'two'])
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 1, held: 9 })
    expect([await readClaimStatus(shop, 'of-one'), await readClaimStatus(shop, 'of-stays')]).toEqual([
      'released',
      'bought',
    ])
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 10 })
  })

  test('does not return the claims of a delivered order', async () => {
    await insertProduct(shop, 'A')
    await insertFlashSale(shop, 'sale', 'A')
    await insertOrder(shop, 'one', { status: 'delivered' })
    await insertBoughtClaim(shop, 'claim', 'sale', 'one')
    await shop.run('release_order_holds', ['one'])
    expect(await readClaimStatus(shop, 'claim')).toBe('bought')
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 1, held: 9 })
  })

  test('changes nothing for an order without holds', async () => {
    await threeAlike()
    await insertOrder(shop, 'empty')
    await shop.run('release_order_holds', ['empty'])
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 6 })
    expect([await usesOf('c'), await bookedOf('s')]).toEqual([3, 3])
  })
})
