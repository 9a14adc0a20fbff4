import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const view = (provider: string, providerPaymentId = 'pay') => shop.call('payment_view', { provider, providerPaymentId })

describe('payment_view', () => {
  test('a payment by its provider and its id there', async () => {
    for (const provider of ['stripe', 'sandbox']) {
      await insertOrder(shop, provider)
      await insertPayment(shop, provider, {
        ...{ provider, provider_payment_id: 'pay', captured: 900, refunded: 80 },
        ...{ authorisation: 1_200, authorised: 1_100, due: 950 },
      })
    }
    await insertOrder(shop, 'third')
    await insertPayment(shop, 'third', { provider_payment_id: 'another' })
    const facts = {
      ...{ amount: 1_000, authorisation: 1_200, authorised: 1_100, due: 950 },
      ...{ captured: 900, refunded: 80, currency: 'HKD', cancelled: false },
    }
    expect(await view('sandbox')).toEqual({ ...facts, orderId: 'sandbox' })
  })

  test('null for an unknown payment', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order')
    expect(await view('sandbox')).toBeNull()
    expect(await view('stripe', 'sandbox-order')).toBeNull()
  })
})
