import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment, insertRefund } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

describe('refund_view', () => {
  test('a refund with its payment', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order', { captured: 900, refunded: 80 })
    await insertRefund(shop, 'r', 'order', { amount: 70 })
    expect(await shop.call('refund_view', { refundId: 'r' })).toEqual({
      ...{ refundId: 'r', amount: 70, status: 'requested', provider: 'sandbox', providerPaymentId: 'sandbox-order' },
      ...{ orderId: 'order', requestedAt: expect.any(String), currency: 'HKD' },
    })
  })

  test('null for an unknown refund', async () => {
    expect(await shop.call('refund_view', { refundId: 'unknown' })).toBeNull()
  })
})
