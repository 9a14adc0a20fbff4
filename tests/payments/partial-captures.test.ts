import { describe, expect, test } from 'vitest'
import { addProduct } from '../functions/catalog/test-records.ts'
import { paymentAmounts, stockOf } from '../orders/order-rows.ts'
import { testShop } from '../support/shop.ts'
import { delivered, eventOf } from './sandbox-callback.ts'

/** A provider may report a second capture, with an amount other than the order's total. */
const shop = await testShop()

async function captureAll(amounts: readonly number[]) {
  const sku = await addProduct(shop, { onHand: 5 })
  const order = await shop.order({ lines: { [sku]: 2 } })
  for (const amount of amounts) await delivered(shop, eventOf(order, 'payment_succeeded', { amount }))
  await shop.job('deliver-outbox')
  const { status, refunded } = await shop.read(order)
  const { captured, refunded: returned } = await paymentAmounts(shop, order)
  return { status, refunded, captured, returned, stock: await stockOf(shop, sku) }
}

describe('captures of 2,000 and another amount have the same result in either order, and an ended order retains nothing', () => {
  test.each([500, 2500])('%i', async (other) => {
    const [one, two] = [await captureAll([2000, other]), await captureAll([other, 2000])]
    expect(one).toEqual(two)
    for (const { status, captured, returned } of [one, two]) {
      const retained = Number(captured) - Number(returned)
      expect(retained).toBe(status === 'paid' ? 2000 : 0)
    }
  })
})
