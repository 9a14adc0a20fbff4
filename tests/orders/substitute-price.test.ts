import { describe, expect, test } from 'vitest'
import { worksHere } from '../functions/back-office/staff.ts'
import { sell } from '../functions/catalog/goods.ts'
import { testShop } from '../support/shop.ts'
import { shopWith } from './between.ts'

describe('a substitute whose price changes while it is told', () => {
  async function packWhile(changes: number) {
    const shop = await testShop()
    const headers = await worksHere(shop)
    const [sku, other] = [await sell(shop, { price: 1000 }), await sell(shop, { price: 500 })]
    const cart = await shop.cart()
    await shop.call('PUT', `/carts/${cart.id}/items/${sku}`, { body: { quantity: 1, substitution: 'similar' } })
    const order = Object((await shop.place({ ...cart, total: 1000 })).body)
    await shop.conclude(order)
    const dearer = () => shop.rows('update products set price = price + 100 where sku = $1', [other])
    const busy = shopWith(shop, 'staff_order_view', dearer, changes)
    const picked = [
      { sku, quantity: 0 },
      { sku: other, quantity: 1 },
    ]
    await shop.call('POST', `/admin/orders/${order.id}/transitions`, { headers, body: { to: 'picking' } })
    return busy.call('POST', `/admin/orders/${order.id}/transitions`, { headers, body: { to: 'packed', picked } })
  }

  test('is read again, and costs what it costs then', async () => {
    expect(await packWhile(1)).toMatchObject({ status: 200, body: { total: 600 } })
  })

  test('409 price_changed, when it changes again and again', async () => {
    expect(await packWhile(3)).toMatchObject({ status: 409, body: { code: 'price_changed' } })
  })
})
