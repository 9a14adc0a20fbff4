import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { boughtOf, saleOf, statusOf, unitsOf } from '../../support/sql/flash-sale-rows.ts'
import {
  bookingOf,
  couponOf,
  holdsOf,
  insertProduct,
  orderOf,
  redemptionOf,
  slotOf,
  stockOf,
} from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const usesOf = async (id: string) => (await shop.row('select redeemed from coupons where id = $1', [id]))?.redeemed
const bookedOf = async (id: string) => (await shop.row('select booked from delivery_slots where id = $1', [id]))?.booked

/** Three orders with the same products, coupon and slot. */
async function threeAlike(): Promise<void> {
  await insertProduct(shop, 'A')
  await insertProduct(shop, 'B')
  await couponOf(shop, 'c')
  await slotOf(shop, 's')
  for (const id of ['one', 'two', 'stays']) {
    await orderOf(shop, id)
    await holdsOf(shop, id, { A: 2, B: 3 })
    await redemptionOf(shop, id, 'c')
    await bookingOf(shop, id, 's')
  }
}

describe('release_order_holds', () => {
  test('releases the held stock, summed by SKU', async () => {
    await threeAlike()
    await shop.run('release_order_holds', ['one', 'two'])
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 100, held: 2 })
    expect(await stockOf(shop, 'B')).toEqual({ on_hand: 100, held: 3 })
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
      await orderOf(shop, id)
      await couponOf(shop, `coupon-${id}`)
      await slotOf(shop, `slot-${id}`)
      await redemptionOf(shop, id, `coupon-${id}`)
      await bookingOf(shop, id, `slot-${id}`)
    }
    await shop.run('release_order_holds', ['one', 'two'])
    expect([await usesOf('coupon-one'), await usesOf('coupon-two')]).toEqual([0, 0])
    expect([await bookedOf('slot-one'), await bookedOf('slot-two')]).toEqual([0, 0])
  })

  test('returns the units of their flash-sale claims only', async () => {
    await insertProduct(shop, 'A')
    await saleOf(shop, 'sale', 'A')
    for (const id of ['one', 'two', 'stays']) {
      await orderOf(shop, id)
      await boughtOf(shop, `of-${id}`, 'sale', id)
      await holdsOf(shop, id, { A: 1 })
    }
    await shop.run('release_order_holds', ['one', 'two'])
    expect(await unitsOf(shop, 'sale')).toEqual({ claimed: 1, held: 9 })
    expect([await statusOf(shop, 'of-one'), await statusOf(shop, 'of-stays')]).toEqual(['released', 'bought'])
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 100, held: 10 })
  })

  test('does not return the claims of a delivered order', async () => {
    await insertProduct(shop, 'A')
    await saleOf(shop, 'sale', 'A')
    await orderOf(shop, 'one', { status: 'delivered' })
    await boughtOf(shop, 'claim', 'sale', 'one')
    await shop.run('release_order_holds', ['one'])
    expect(await statusOf(shop, 'claim')).toBe('bought')
    expect(await unitsOf(shop, 'sale')).toEqual({ claimed: 1, held: 9 })
  })

  test('changes nothing for an order without holds', async () => {
    await threeAlike()
    await orderOf(shop, 'empty')
    await shop.run('release_order_holds', ['empty'])
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 100, held: 6 })
    expect([await usesOf('c'), await bookedOf('s')]).toEqual([3, 3])
  })
})
