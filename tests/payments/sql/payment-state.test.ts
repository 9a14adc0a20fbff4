import { describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

describe('payment_state', () => {
  test('the state of an order’s payment', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order', { captured: 5, due: 7, cancelled_at: fromNow(-1) })
    expect(await shop.call('payment_state', { orderId: 'order' })).toEqual({
      ...{ orderId: 'order', provider: 'sandbox', providerPaymentId: 'sandbox-order', currency: 'HKD' },
      ...{ captured: 5, due: 7, cancelled: true, captureFailed: false },
    })
  })

  test('null for an unknown order', async () => {
    expect(await shop.call('payment_state', { orderId: 'unknown' })).toBeNull()
  })
})
