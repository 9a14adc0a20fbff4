import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { orderOf, paymentOf, refundOf } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

describe('refund_view', () => {
  test('a refund with its payment', async () => {
    await orderOf(shop, 'order')
    await paymentOf(shop, 'order', { captured: 900, refunded: 80 })
    await refundOf(shop, 'r', 'order', { amount: 70 })
    expect(await shop.call('refund_view', { refundId: 'r' })).toEqual({
      ...{ refundId: 'r', amount: 70, status: 'requested', provider: 'sandbox', providerPaymentId: 'sandbox-order' },
      ...{ orderId: 'order', requestedAt: expect.any(String), refundedBefore: 80 },
    })
  })

  test('null for an unknown refund', async () => {
    expect(await shop.call('refund_view', { refundId: 'unknown' })).toBeNull()
  })
})
