import { describe, expect, test } from 'vitest'
import { Cart } from '../../../shared/carts/cart.ts'
import { Order } from '../../../shared/orders/views/order.ts'
import { signUp } from '../../accounts/sign-up.ts'
import { shopOn, testShop } from '../../support/shop.ts'
import { staffHeaders } from '../back-office/staff.ts'
import { addCoupon, addProduct, addSlot } from '../catalog/test-records.ts'
import { expectToAddUp } from './add-up.ts'

const shop = await testShop({ variables: { STORE_BAG_FEE: '100' } })
const sku = await addProduct(shop, { onHand: 1_000 })
const patch = ({ id }: Pick<Cart, 'id'>, body: unknown) => shop.call('PATCH', `/carts/${id}`, { body })

describe('PATCH /carts/{cartId}', () => {
  test('200: bags and a tip are fees of the total, each alone or together, until they are 0', async () => {
    const cart = await shop.cart({ lines: { [sku]: 2 }, slotId: await addSlot(shop, { fee: 3_000 }) })
    const delivery = { code: 'delivery', amount: 3_000 }
    const [bags, tip] = [
      { code: 'bags', amount: 300 },
      { code: 'tip', amount: 1_500 },
    ]
    const bagged = Cart.parse((await patch(cart, { bags: 3 })).body)
    expect(bagged).toMatchObject({ bags: 3, fees: [delivery, bags], deliveryFee: 3_000, total: 5_300 })
    const tipped = Cart.parse((await patch(cart, { tip: 1_500 })).body)
    expect(tipped).toMatchObject({ fees: [delivery, bags, tip], total: 6_800 })
    expectToAddUp(tipped)
    expect((await shop.call('GET', `/carts/${cart.id}`)).body).toEqual(tipped)
    expect((await patch(cart, { bags: 0, tip: 0 })).body).toMatchObject({ bags: 0, fees: [delivery], total: 5_000 })
    expect((await patch(cart, {})).body).toMatchObject({ fees: [delivery], total: 5_000 })
  })

  test('200: an empty cart costs nothing, and a coupon does not pay for bags', async () => {
    const empty = await shop.cart()
    expect((await patch(empty, { bags: 2, tip: 5 })).body).toMatchObject({ bags: 2, fees: [], total: 0 })
    const coupon = await addCoupon(shop, { type: 'percent', value: 100 })
    const cart = await shop.cart({ lines: { [sku]: 1 }, coupon })
    expect((await patch(cart, { bags: 2 })).body).toMatchObject({ discount: 1_000, total: 200 })
  })

  test('the order has them, packing keeps them, and a cancelled one returns them', async () => {
    const headers = await staffHeaders(shop)
    for (const to of ['delivered', 'cancelled']) {
      const { body } = await patch(await shop.cart({ lines: { [sku]: 2 } }), { bags: 2, tip: 300 })
      const placed = await shop.place(Cart.parse(body))
      expect(placed.status, placed.text).toBe(201)
      const order = Order.parse(placed.body)
      const fees = [
        { code: 'bags', amount: 200 },
        { code: 'tip', amount: 300 },
      ]
      expect(order).toMatchObject({ fees, deliveryFee: 0, total: 2_500 })
      expectToAddUp(order)
      await shop.conclude(order)
      const advance = (stage: object) =>
        shop.call('POST', `/admin/orders/${order.id}/transitions`, { headers, body: stage })
      if (to === 'cancelled') await advance({ to })
      else {
        await advance({ to: 'picking' })
        const packed = await advance({ to: 'packed', picked: [{ sku, quantity: 1 }] })
        expect(packed.body).toMatchObject({ fees, total: 1_500 })
        for (const stage of ['out_for_delivery', 'delivered']) await advance({ to: stage })
      }
      for (const job of ['deliver-outbox', 'process-webhooks']) await shop.job(job)
      expect(await shop.read(order)).toMatchObject({ status: to, refunded: to === 'cancelled' ? 2_500 : 1_000 })
    }
  })

  test('merged carts have the bags of both and the higher tip; a warning names the other', async () => {
    const ann = await signUp(shop)
    const hers = shopOn(shop.database, shop.env, ann.headers)
    const own = await hers.cart({ lines: { [sku]: 1 } })
    await hers.call('PATCH', `/carts/${own.id}`, { body: { bags: 1, tip: 200 } })
    const guest = await shop.cart({ lines: { [sku]: 1 } })
    await patch(guest, { bags: 2, tip: 500 })
    expect((await hers.call('POST', `/carts/${guest.id}/merge`)).body).toMatchObject({
      ...{ bags: 3, total: 2_000 + 300 + 500 },
      warnings: [{ code: 'tip_not_kept', amount: 200 }],
    })
  })

  test.each([
    { bags: -1 },
    { bags: 1.5 },
    { bags: 101 },
    { tip: -1 },
    { tip: 1_000_001 },
    { tip: '5' },
    { gift: true },
  ])('422 %j, and nothing changes', async (body) => {
    const cart = await shop.cart({ lines: { [sku]: 1 } })
    expect(await patch(cart, body)).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
    expect((await shop.call('GET', `/carts/${cart.id}`)).body).toEqual(cart)
  })

  test('404 for an unknown cart, 409 for an ordered one', async () => {
    expect(await patch({ id: 'crt_none' }, { tip: 1 })).toMatchObject({ status: 404, body: { code: 'cart_not_found' } })
    const cart = await shop.cart({ lines: { [sku]: 1 } })
    await shop.place(cart)
    expect(await patch(cart, { tip: 1 })).toMatchObject({ status: 409, body: { code: 'cart_already_ordered' } })
  })
})
