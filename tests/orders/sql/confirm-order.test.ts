import { beforeEach, describe, expect, test } from 'vitest'
import { insertClaim, insertFlashSale, readClaimStatus, readSaleUnits } from '../../support/sql/flash-sale-rows.ts'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import {
  insertBooking,
  insertCoupon,
  insertHolds,
  insertOrder,
  insertOrderLines,
  insertProduct,
  insertRedemption,
  insertSlot,
  readStock,
  slotColumns,
} from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const coupon = { coupon_id: 'c', coupon_code: 'C', coupon_discount: 70 }
const confirm = () => shop.run('confirm_order', 'order')

/** An order for 2 A and 3 B. Each test adds the holds. */
async function order(columns: Record<string, Value> = {}): Promise<void> {
  for (const sku of ['B', 'A']) await insertProduct(shop, sku, { onHand: 10 })
  await insertCoupon(shop, 'c', { version: 4 })
  await insertSlot(shop, 's', { fee: 250 })
  await insertOrder(shop, 'order', columns)
  await insertOrderLines(shop, 'order', { B: 3, A: 2 })
}

async function expectConfirmed(): Promise<void> {
  expect(await readStock(shop, 'A')).toEqual({ on_hand: 8, held: 0 })
  expect(await readStock(shop, 'B')).toEqual({ on_hand: 7, held: 0 })
  expect(await shop.rows("select from stock_holds where order_id = 'order'")).toEqual([])
  const ledger = "select sku, delta, reason, order_id, actor from stock_movements where order_id = 'order' order by sku"
  expect(await shop.rows(ledger)).toEqual([
    { sku: 'A', delta: -2, reason: 'sold', order_id: 'order', actor: 'checkout' },
    { sku: 'B', delta: -3, reason: 'sold', order_id: 'order', actor: 'checkout' },
  ])
  expect(await shop.row("select status from orders where id = 'order'")).toEqual({ status: 'paid' })
}

/** Another order with its own holds. */
beforeEach(async () => {
  await insertProduct(shop, 'Z', { onHand: 10 })
  await insertOrder(shop, 'another')
  await insertOrderLines(shop, 'another', { Z: 4 })
  await insertHolds(shop, 'another', { Z: 4 })
})

describe('confirm_order of an order with holds', () => {
  test('sells the held stock with ledger rows and sets status paid', async () => {
    await order()
    await insertHolds(shop, 'order', { A: 2, B: 3 })
    expect(await confirm()).toBe('')
    await expectConfirmed()
    expect(await readStock(shop, 'Z')).toEqual({ on_hand: 10, held: 4 })
  })

  test('uses an expired hold that was not released yet', async () => {
    await order()
    await insertHolds(shop, 'order', { A: 2, B: 3 }, -60)
    await shop.write("update inventory set on_hand = held where sku in ('A', 'B')")
    expect(await confirm()).toBe('')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 0, held: 0 })
  })

  test('keeps the coupon use and makes the slot booking permanent', async () => {
    await order({ ...coupon, ...slotColumns('s') })
    await insertHolds(shop, 'order', { A: 2, B: 3 })
    await insertRedemption(shop, 'order', 'c')
    await insertBooking(shop, 'order', 's', 60)
    await insertOrder(shop, 'late')
    await insertBooking(shop, 'late', 's', 60)
    expect(await confirm()).toBe('')
    await expectConfirmed()
    expect(await shop.row("select redeemed from coupons where id = 'c'")).toEqual({ redeemed: 1 })
    expect(await shop.row("select booked from delivery_slots where id = 's'")).toEqual({ booked: 2 })
    const permanentBookings =
      "select order_id, expires_at is null as permanent from slot_bookings where slot_id = 's' order by order_id"
    expect(await shop.rows(permanentBookings)).toEqual([
      { order_id: 'late', permanent: false },
      { order_id: 'order', permanent: true },
    ])
  })
})

describe('confirm_order of an order with released holds', () => {
  test('holds stock again, only for lines without a hold', async () => {
    await order()
    await insertHolds(shop, 'order', { B: 3 })
    await insertOrder(shop, 'third')
    await insertHolds(shop, 'third', { A: 1 }, 60)
    expect(await confirm()).toBe('')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 8, held: 1 })
    expect(await readStock(shop, 'B')).toEqual({ on_hand: 7, held: 0 })
  })

  test('buys its flash-sale claims again', async () => {
    await order()
    await insertFlashSale(shop, 'sale', 'A', { allocation: 10 })
    await insertClaim(shop, 'claim', 'sale', { quantity: 2, status: 'released', order_id: 'order' })
    expect(await confirm()).toBe('')
    expect(await readClaimStatus(shop, 'claim')).toBe('bought')
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 2, held: 8 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 8, held: 8 })
  })

  test('insufficient_stock: other orders hold the stock', async () => {
    await order()
    await insertHolds(shop, 'order', { B: 3 })
    await shop.write("update inventory set held = 9 where sku = 'A'")
    expect(await confirm()).toEqual({
      refused: 'insufficient_stock',
      facts: { shortages: [{ sku: 'A', requested: 2, available: 1 }] },
    })
  })

  test("redeems the coupon again, for the guest's e-mail address in lower case", async () => {
    await order(coupon)
    await insertOrder(shop, 'third')
    await insertRedemption(shop, 'third', 'c')
    expect(await confirm()).toBe('')
    await expectConfirmed()
    expect(
      await shop.row("select coupon_id, customer, discount from coupon_redemptions where order_id = 'order'"),
    ).toEqual({ coupon_id: 'c', customer: 'shopper@example.com', discount: 70 })
  })

  test('redeems the coupon again for the customer', async () => {
    await order({ ...coupon, customer_id: 'cus_1' })
    await confirm()
    expect(await shop.row("select customer from coupon_redemptions where order_id = 'order'")).toEqual({
      customer: 'cus_1',
    })
  })

  test('coupon_used_up: other orders used it', async () => {
    await order(coupon)
    await shop.write("update coupons set usage_limit = 1, redeemed = 1 where id = 'c'")
    expect(await confirm()).toEqual({ refused: 'coupon_used_up', facts: {} })
  })

  test('books the slot again, permanently and at its current fee', async () => {
    await order(slotColumns('s'))
    expect(await confirm()).toBe('')
    await expectConfirmed()
    expect(await shop.row("select slot_id, expires_at from slot_bookings where order_id = 'order'")).toEqual({
      slot_id: 's',
      expires_at: null,
    })
  })

  test('slot_closed: the cutoff time has passed', async () => {
    await order(slotColumns('s'))
    await shop.insert('slot_bookings', { order_id: 'another', slot_id: 's', expires_at: fromNow(9) })
    await shop.write("update delivery_slots set cutoff_at = now() where id = 's'")
    expect(await confirm()).toEqual({ refused: 'slot_closed', facts: { slotId: 's' } })
  })
})
