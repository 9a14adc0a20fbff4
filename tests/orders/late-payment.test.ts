import { describe, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/views/order.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'
import { expireHolds, paymentAmounts, stockOf } from './order-rows.ts'

/** A payment after the payment window: the order is confirmed with new holds, or the payment is refunded. */
const shop = await testShop()

async function placed({ onHand = 5, quantity = 3 } = {}) {
  const [sku, slotId] = [await addProduct(shop, { onHand }), await addSlot(shop, { capacity: 1 })]
  const code = await addCoupon(shop, { usageLimit: 1 })
  const order = await shop.order({ lines: { [sku]: quantity }, slotId, coupon: code })
  return { sku, slotId, code, order }
}

async function expired(options = {}) {
  const made = await placed(options)
  await expireHolds(shop, made.order)
  await shop.job('expire-holds')
  expect((await shop.read(made.order)).status).toBe('expired')
  return made
}

const usesOf = async ({ slotId, code }: { slotId: string; code: string }) => {
  const [row] = await shop.rows(
    `select (select booked from delivery_slots where id = $1) as booked,
       (select redeemed from coupons where code = $2) as redeemed`,
    [slotId, code],
  )
  return row
}

/** The order stays expired, a refund is requested, and the outbox delivers it. */
async function expectRefunded(order: Order) {
  expect((await shop.read(order)).status).toBe('expired')
  const requested = { captured: order.total, refunded: 0, refunds: [{ amount: order.total, status: 'requested' }] }
  expect(await paymentAmounts(shop, order)).toEqual(requested)
  await shop.job('deliver-outbox')
  const succeeded = {
    captured: order.total,
    refunded: order.total,
    refunds: [{ amount: order.total, status: 'succeeded' }],
  }
  expect(await paymentAmounts(shop, order)).toEqual(succeeded)
  const end = await shop.read(order)
  expect(end).toMatchObject({ status: 'expired', refunded: order.total, payment: { status: 'refunded' } })
}

describe('after the expire-holds job', () => {
  test('paid: stock, slot and coupon are taken again', async () => {
    const made = await expired()
    expect(await usesOf(made)).toEqual({ booked: 0, redeemed: 0 })
    await shop.conclude(made.order)
    const order = await shop.read(made.order)
    expect(order).toMatchObject({ status: 'paid', payment: { status: 'succeeded' } })
    expect(order.history.map(({ status }) => status)).toEqual(['pending_payment', 'expired', 'paid'])
    expect(await stockOf(shop, made.sku)).toEqual({ onHand: 2, held: 0 })
    expect(await usesOf(made)).toEqual({ booked: 1, redeemed: 1 })
  })

  test.each([
    ['the stock', (made: Made) => shop.order({ lines: { [made.sku]: 3 } })],
    [
      'the place in the slot',
      async ({ slotId }: Made) => shop.order({ lines: { [await addProduct(shop)]: 1 }, slotId }),
    ],
    ['the coupon', async ({ code }: Made) => shop.order({ lines: { [await addProduct(shop)]: 1 }, coupon: code })],
  ])('refunded: another order has %s', async (_what, sale) => {
    const made = await expired()
    await sale(made)
    const [stock, uses] = [await stockOf(shop, made.sku), await usesOf(made)]
    await shop.conclude(made.order)
    expect(await stockOf(shop, made.sku)).toEqual(stock)
    expect(await usesOf(made)).toEqual(uses)
    await expectRefunded(made.order)
  })

  test('refunded: the slot has closed', async () => {
    const made = await expired()
    await shop.rows('update delivery_slots set cutoff_at = now() where id = $1', [made.slotId])
    await shop.conclude(made.order)
    expect(await stockOf(shop, made.sku)).toEqual({ onHand: 5, held: 0 })
    await expectRefunded(made.order)
  })

  test('refunded: one of two lines is unavailable, and neither is taken', async () => {
    const [there, gone] = [await addProduct(shop), await addProduct(shop, { onHand: 1 })]
    const order = await shop.order({ lines: { [there]: 1, [gone]: 1 } })
    await expireHolds(shop, order)
    await shop.job('expire-holds')
    await shop.order({ lines: { [gone]: 1 } })
    await shop.conclude(order)
    expect(await stockOf(shop, there)).toEqual({ onHand: 10, held: 0 })
    await expectRefunded(order)
  })
})

describe('before the expire-holds job', () => {
  test('paid: the holds still exist', async () => {
    const made = await placed()
    await expireHolds(shop, made.order)
    await shop.conclude(made.order)
    expect((await shop.read(made.order)).status).toBe('paid')
    expect(await stockOf(shop, made.sku)).toEqual({ onHand: 2, held: 0 })
    expect(await shop.job('expire-holds')).toMatchObject({ processed: 0 })
    expect(await usesOf(made)).toEqual({ booked: 1, redeemed: 1 })
  })

  test('refunded: another order released the hold', async () => {
    const made = await placed()
    await expireHolds(shop, made.order)
    await shop.order({ lines: { [made.sku]: 5 } })
    await shop.conclude(made.order)
    expect(await stockOf(shop, made.sku)).toEqual({ onHand: 5, held: 5 })
    expect(await usesOf(made)).toEqual({ booked: 0, redeemed: 0 })
    await expectRefunded(made.order)
  })

  test('refunded: another order took the place in the slot', async () => {
    const made = await placed()
    await expireHolds(shop, made.order)
    await shop.order({ lines: { [await addProduct(shop)]: 1 }, slotId: made.slotId })
    await shop.conclude(made.order)
    expect(await stockOf(shop, made.sku)).toEqual({ onHand: 5, held: 0 })
    expect(await usesOf(made)).toEqual({ booked: 1, redeemed: 0 })
    await expectRefunded(made.order)
  })

  test('paid: another order released the hold, but new stock has arrived', async () => {
    const made = await placed()
    await expireHolds(shop, made.order)
    await shop.order({ lines: { [made.sku]: 5 } })
    await shop.rows("insert into stock_movements (sku, delta, reason, actor) values ($1, 10, 'received', 'test')", [
      made.sku,
    ])
    await shop.rows('update inventory set on_hand = on_hand + 10 where sku = $1', [made.sku])
    await shop.conclude(made.order)
    expect((await shop.read(made.order)).status).toBe('paid')
    expect(await stockOf(shop, made.sku)).toEqual({ onHand: 12, held: 5 })
  })
})

type Made = Awaited<ReturnType<typeof placed>>
