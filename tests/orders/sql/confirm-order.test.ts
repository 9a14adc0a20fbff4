import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { claimOf, saleOf, statusOf, unitsOf } from '../../support/sql/flash-sale-rows.ts'
import {
  bookingOf,
  couponOf,
  holdsOf,
  inSlot,
  insertProduct,
  linesOf,
  orderOf,
  redemptionOf,
  slotOf,
  stockOf,
} from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const coupon = { coupon_id: 'c', coupon_code: 'C', coupon_discount: 70 }
const confirm = () => shop.run('confirm_order', 'order')

/** An order for 2 A and 3 B. Each test adds the holds. */
async function order(columns: Record<string, Value> = {}): Promise<void> {
  for (const sku of ['B', 'A']) await insertProduct(shop, sku, { onHand: 10 })
  await couponOf(shop, 'c', { version: 4 })
  await slotOf(shop, 's', { fee: 250 })
  await orderOf(shop, 'order', columns)
  await linesOf(shop, 'order', { B: 3, A: 2 })
}

async function expectConfirmed(): Promise<void> {
  expect(await stockOf(shop, 'A')).toEqual({ on_hand: 8, held: 0 })
  expect(await stockOf(shop, 'B')).toEqual({ on_hand: 7, held: 0 })
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
  await orderOf(shop, 'another')
  await linesOf(shop, 'another', { Z: 4 })
  await holdsOf(shop, 'another', { Z: 4 })
})

describe('confirm_order of an order with holds', () => {
  test('sells the held stock with ledger rows and sets status paid', async () => {
    await order()
    await holdsOf(shop, 'order', { A: 2, B: 3 })
    expect(await confirm()).toBe('')
    await expectConfirmed()
    expect(await stockOf(shop, 'Z')).toEqual({ on_hand: 10, held: 4 })
  })

  test('uses an expired hold that was not released yet', async () => {
    await order()
    await holdsOf(shop, 'order', { A: 2, B: 3 }, -60)
    await shop.write("update inventory set on_hand = held where sku in ('A', 'B')")
    expect(await confirm()).toBe('')
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 0, held: 0 })
  })

  test('keeps the coupon use and makes the slot booking permanent', async () => {
    await order({ ...coupon, ...inSlot('s') })
    await holdsOf(shop, 'order', { A: 2, B: 3 })
    await redemptionOf(shop, 'order', 'c')
    await bookingOf(shop, 'order', 's', 60)
    await orderOf(shop, 'late')
    await bookingOf(shop, 'late', 's', 60)
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
    await holdsOf(shop, 'order', { B: 3 })
    await orderOf(shop, 'third')
    await holdsOf(shop, 'third', { A: 1 }, 60)
    expect(await confirm()).toBe('')
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 8, held: 1 })
    expect(await stockOf(shop, 'B')).toEqual({ on_hand: 7, held: 0 })
  })

  test('buys its flash-sale claims again', async () => {
    await order()
    await saleOf(shop, 'sale', 'A', { allocation: 10 })
    await claimOf(shop, 'claim', 'sale', { quantity: 2, status: 'released', order_id: 'order' })
    expect(await confirm()).toBe('')
    expect(await statusOf(shop, 'claim')).toBe('bought')
    expect(await unitsOf(shop, 'sale')).toEqual({ claimed: 2, held: 8 })
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 8, held: 8 })
  })

  test('insufficient_stock: other orders hold the stock', async () => {
    await order()
    await holdsOf(shop, 'order', { B: 3 })
    await shop.write("update inventory set held = 9 where sku = 'A'")
    expect(await confirm()).toEqual({
      refused: 'insufficient_stock',
      facts: { shortages: [{ sku: 'A', requested: 2, available: 1 }] },
    })
  })

  test("redeems the coupon again, for the guest's e-mail address in lower case", async () => {
    await order(coupon)
    await orderOf(shop, 'third')
    await redemptionOf(shop, 'third', 'c')
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
    await order(inSlot('s'))
    expect(await confirm()).toBe('')
    await expectConfirmed()
    expect(await shop.row("select slot_id, expires_at from slot_bookings where order_id = 'order'")).toEqual({
      slot_id: 's',
      expires_at: null,
    })
  })

  test('slot_closed: the cutoff time has passed', async () => {
    await order(inSlot('s'))
    await shop.insert('slot_bookings', { order_id: 'another', slot_id: 's', expires_at: fromNow(9) })
    await shop.write("update delivery_slots set cutoff_at = now() where id = 's'")
    expect(await confirm()).toEqual({ refused: 'slot_closed', facts: { slotId: 's' } })
  })
})
