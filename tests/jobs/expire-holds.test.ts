import { expect, test } from 'vitest'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { expireHolds, readOrderRows, stockOf } from '../orders/order-rows.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()

async function placed() {
  const [sku, slotId] = [await addProduct(shop, { onHand: 5 }), await addSlot(shop, { capacity: 1 })]
  const basket = { lines: { [sku]: 3 }, slotId, coupon: await addCoupon(shop, { usageLimit: 1 }) }
  return { sku, basket, order: await shop.order(basket) }
}

test('an order that was not paid in time expires; its stock, slot and coupon are released', async () => {
  const { sku, basket, order } = await placed()
  await expireHolds(shop, order)
  expect(await shop.job('expire-holds')).toEqual({ processed: 1, remaining: 0 })
  const { status, history, payment } = await shop.read(order)
  expect([status, payment.status]).toEqual(['expired', 'pending'])
  expect(history.map((entry) => entry.status)).toEqual(['pending_payment', 'expired'])
  expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 0 })
  expect((await shop.order(basket)).status).toBe('pending_payment')
})

test('an order with a failed payment can be paid until its time limit', async () => {
  const { order } = await placed()
  await shop.conclude(order, 'fail')
  expect(await shop.job('expire-holds')).toEqual({ processed: 0, remaining: 0 })
  expect(await shop.read(order)).toMatchObject({ status: 'pending_payment', payment: { status: 'failed' } })
  await expireHolds(shop, order)
  expect(await shop.job('expire-holds')).toEqual({ processed: 1, remaining: 0 })
})

test('orders that are not due, paid or cancelled are unchanged', async () => {
  const [, paid, cancelled] = [await placed(), await placed(), await placed()]
  await shop.conclude(paid.order)
  await shop.cancel(cancelled.order)
  for (const { order } of [paid, cancelled]) await expireHolds(shop, order)
  const before = await readOrderRows(shop)
  expect(await shop.job('expire-holds')).toEqual({ processed: 0, remaining: 0 })
  expect(await readOrderRows(shop)).toBe(before)
})

test('a run takes a bounded batch, oldest first, and returns the remaining count; concurrent runs take each order once', async () => {
  const sku = await addProduct(shop, { onHand: 1000 })
  const orders = []
  for (let count = 0; count < 130; count++) orders.push(await shop.order({ lines: { [sku]: 1 } }))
  for (const order of orders) await expireHolds(shop, order)
  const [youngest, ...others] = orders
  await shop.rows("update orders set expires_at = now() - interval '5 seconds' where id = $1", [youngest?.id])

  expect(await shop.job('expire-holds')).toEqual({ processed: 100, remaining: 30 })
  const [first] = await shop.rows('select status from orders where id = $1', [youngest?.id])
  expect([first?.status, others.length]).toEqual(['pending_payment', 129])

  const runs = await Promise.all([shop.job('expire-holds'), shop.job('expire-holds')])
  expect(runs.reduce((sum, { processed }) => sum + processed, 0)).toBe(30)
  expect(await shop.job('expire-holds')).toEqual({ processed: 0, remaining: 0 })
  expect(await stockOf(shop, sku)).toEqual({ onHand: 1000, held: 0 })
})
