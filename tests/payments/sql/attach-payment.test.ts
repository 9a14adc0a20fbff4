import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const attach = (orderId: string) => shop.call('attach_payment', { orderId, providerPaymentId: 'pi_1' })
const idOf = async () => (await shop.row("select provider_payment_id as id from payments where order_id = 'order'"))?.id

describe('attach_payment', () => {
  test('stores the provider’s id', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order', { provider: 'stripe', provider_payment_id: null })
    await insertOrder(shop, 'neighbour')
    await insertPayment(shop, 'neighbour', { provider: 'stripe', provider_payment_id: null })
    expect(await attach('order')).toEqual({ attached: true })
    expect(await idOf()).toBe('pi_1')
    expect(await shop.rows("select order_id from payments where provider = 'stripe' and updated_at = now()")).toEqual([
      { order_id: 'order' },
    ])
  })

  test('attached: false when an id is stored already, or for an unknown order', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order', { provider: 'stripe', provider_payment_id: 'pi_0' })
    expect(await attach('order')).toEqual({ attached: false })
    expect(await attach('unknown')).toEqual({ attached: false })
    expect(await idOf()).toBe('pi_0')
  })
})
