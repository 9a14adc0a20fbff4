import { describe, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/order.ts'
import { issue, openSlot, sell } from '../functions/catalog/goods.ts'
import { testShop } from '../support/shop.ts'
import { lapse, moneyOf, stockOf } from './books.ts'

/** Money that comes after the time to pay: what was promised is taken anew, or the money goes back. */
const shop = await testShop()

async function placed({ onHand = 5, quantity = 3 } = {}) {
  const [sku, slotId] = [await sell(shop, { onHand }), await openSlot(shop, { capacity: 1 })]
  const code = await issue(shop, { usageLimit: 1 })
  const order = await shop.order({ lines: { [sku]: quantity }, slotId, coupon: code })
  return { sku, slotId, code, order }
}

async function expired(options = {}) {
  const made = await placed(options)
  await lapse(shop, made.order)
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

/** The order has ended and its money is on the way back; after the outbox it is back. */
async function expectRefunded(order: Order) {
  expect((await shop.read(order)).status).toBe('expired')
  const asked = { captured: order.total, refunded: 0, refunds: [{ amount: order.total, status: 'requested' }] }
  expect(await moneyOf(shop, order)).toEqual(asked)
  await shop.job('deliver-outbox')
  const done = { captured: order.total, refunded: order.total, refunds: [{ amount: order.total, status: 'succeeded' }] }
  expect(await moneyOf(shop, order)).toEqual(done)
  const end = await shop.read(order)
  expect(end).toMatchObject({ status: 'expired', refunded: order.total, payment: { status: 'refunded' } })
}

describe('after the sweep', () => {
  test('paid: goods, slot and coupon are taken anew', async () => {
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
    ['goods', (made: Made) => shop.order({ lines: { [made.sku]: 3 } })],
    ['the place in the slot', async ({ slotId }: Made) => shop.order({ lines: { [await sell(shop)]: 1 }, slotId })],
    ['the coupon', async ({ code }: Made) => shop.order({ lines: { [await sell(shop)]: 1 }, coupon: code })],
  ])('refunded: %s went to another order', async (_what, sale) => {
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

  test('refunded: of two lines one is there and one is not; neither is taken', async () => {
    const [there, gone] = [await sell(shop), await sell(shop, { onHand: 1 })]
    const order = await shop.order({ lines: { [there]: 1, [gone]: 1 } })
    await lapse(shop, order)
    await shop.job('expire-holds')
    await shop.order({ lines: { [gone]: 1 } })
    await shop.conclude(order)
    expect(await stockOf(shop, there)).toEqual({ onHand: 10, held: 0 })
    await expectRefunded(order)
  })
})

describe('before the sweep', () => {
  test('paid: its holds are still there', async () => {
    const made = await placed()
    await lapse(shop, made.order)
    await shop.conclude(made.order)
    expect((await shop.read(made.order)).status).toBe('paid')
    expect(await stockOf(shop, made.sku)).toEqual({ onHand: 2, held: 0 })
    expect(await shop.job('expire-holds')).toMatchObject({ processed: 0 })
    expect(await usesOf(made)).toEqual({ booked: 1, redeemed: 1 })
  })

  test('refunded: another sale took its hold back', async () => {
    const made = await placed()
    await lapse(shop, made.order)
    await shop.order({ lines: { [made.sku]: 5 } })
    await shop.conclude(made.order)
    expect(await stockOf(shop, made.sku)).toEqual({ onHand: 5, held: 5 })
    expect(await usesOf(made)).toEqual({ booked: 0, redeemed: 0 })
    await expectRefunded(made.order)
  })

  test('refunded: another sale took its place in the slot', async () => {
    const made = await placed()
    await lapse(shop, made.order)
    await shop.order({ lines: { [await sell(shop)]: 1 }, slotId: made.slotId })
    await shop.conclude(made.order)
    expect(await stockOf(shop, made.sku)).toEqual({ onHand: 5, held: 0 })
    expect(await usesOf(made)).toEqual({ booked: 1, redeemed: 0 })
    await expectRefunded(made.order)
  })

  test('paid: another sale took its hold back, but there is more on the shelf since', async () => {
    const made = await placed()
    await lapse(shop, made.order)
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
