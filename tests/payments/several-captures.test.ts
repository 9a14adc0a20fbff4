import { describe, expect, test } from 'vitest'
import { sell } from '../functions/catalog/goods.ts'
import { moneyOf, stockOf } from '../orders/books.ts'
import { testShop } from '../support/shop.ts'
import { delivered, eventOf } from './sandbox-callback.ts'

/** A provider may report a capture that is not the order's total, and another one after or before it. */
const shop = await testShop()

async function endOf(amounts: readonly number[]) {
  const sku = await sell(shop, { onHand: 5 })
  const order = await shop.order({ lines: { [sku]: 2 } })
  for (const amount of amounts) await delivered(shop, eventOf(order, 'payment_succeeded', { amount }))
  await shop.job('deliver-outbox')
  const { status, refunded } = await shop.read(order)
  const { captured, refunded: givenBack } = await moneyOf(shop, order)
  return { status, refunded, captured, givenBack, stock: await stockOf(shop, sku) }
}

describe('captures of 2,000 and another amount end the same in either order, and no money is kept without an order', () => {
  test.each([500, 2500])('%i', async (other) => {
    const [one, two] = [await endOf([2000, other]), await endOf([other, 2000])]
    expect(one).toEqual(two)
    for (const { status, captured, givenBack } of [one, two]) {
      const kept = Number(captured) - Number(givenBack)
      expect(kept).toBe(status === 'paid' ? 2000 : 0)
    }
  })
})
