import { describe, expect, test } from 'vitest'
import { staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'
import { shopWithConcurrentChange } from './concurrent-change.ts'

describe('a substitute whose price changes during packing', () => {
  async function packWhile(changes: number) {
    const shop = await testShop()
    const headers = await staffHeaders(shop)
    const [sku, other] = [await addProduct(shop, { price: 1000 }), await addProduct(shop, { price: 500 })]
    const cart = await shop.cart()
    await shop.call('PUT', `/carts/${cart.id}/items/${sku}`, { body: { quantity: 1, substitution: 'similar' } })
    const order = Object((await shop.place({ ...cart, total: 1000 })).body)
    await shop.conclude(order)
    const raisePrice = () => shop.rows('update products set price = price + 100 where sku = $1', [other])
    const busy = shopWithConcurrentChange(shop, 'staff_order_view', raisePrice, changes)
    const picked = [
      { sku, quantity: 0 },
      { sku: other, quantity: 1 },
    ]
    await shop.call('POST', `/admin/orders/${order.id}/transitions`, { headers, body: { to: 'picking' } })
    return busy.call('POST', `/admin/orders/${order.id}/transitions`, { headers, body: { to: 'packed', picked } })
  }

  test('is read again and has the new price', async () => {
    expect(await packWhile(1)).toMatchObject({ status: 200, body: { total: 600 } })
  })

  test('409 price_changed when it changes during every attempt', async () => {
    expect(await packWhile(3)).toMatchObject({ status: 409, body: { code: 'price_changed' } })
  })
})
