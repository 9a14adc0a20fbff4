import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { Cart } from '../../../shared/carts/cart.ts'
import { address, testShop } from '../../support/shop.ts'
import { addCoupon, addProduct, addSlot } from '../catalog/test-records.ts'

const shop = await testShop()
const put = (cart: Pick<Cart, 'id'>, body: unknown) => shop.call('PUT', `/carts/${cart.id}/delivery`, { body })
const sku = await addProduct(shop, { onHand: 100 })
const filled = () => shop.cart({ lines: { [sku]: 1 } })

describe('200', () => {
  test('a slot and an address: the cart with its fee', async () => {
    const slotId = await addSlot(shop, { fee: 3500 })
    const { status, body } = await put(await filled(), { slotId, address })
    expect(status).toBe(200)
    expect(body).toMatchObject({ delivery: { slotId, fee: 3500, address }, deliveryFee: 3500, total: 4500 })
  })

  test('the address unchanged; only line1 is required', async () => {
    const slotId = await addSlot(shop)
    const written = { line1: ' 皇后大道中 1 號 ', notes: '', postcode: '999077' }
    const { body } = await put(await filled(), { slotId, address: written })
    expect(body).toMatchObject({ delivery: { address: { line1: '皇后大道中 1 號', notes: '', postcode: '999077' } } })
  })

  test('an empty cart has no fee yet', async () => {
    const { body } = await put(await shop.cart(), { slotId: await addSlot(shop), address })
    expect(body).toMatchObject({ deliveryFee: 0, total: 0 })
  })

  test('the slot is not booked until the order', async () => {
    const slotId = await addSlot(shop, { capacity: 1 })
    for (const _cart of [1, 2]) expect((await put(await filled(), { slotId, address })).status).toBe(200)
    expect(await shop.rows('select booked from delivery_slots where id = $1', [slotId])).toEqual([{ booked: 0 }])
  })

  test('pick-up removes slot, address and fee', async () => {
    const cart = await shop.cart({ lines: { [sku]: 1 }, slotId: await addSlot(shop) })
    const { body } = await put(cart, { pickup: true })
    expect(body).toMatchObject({ delivery: { pickup: true }, deliveryFee: 0, total: 1000 })
  })

  test('an expired booking frees its capacity', async () => {
    const slotId = await addSlot(shop, { capacity: 1 })
    const order = await shop.order({ lines: { [sku]: 1 }, slotId })
    expect((await put(await filled(), { slotId, address })).body).toMatchObject({ code: 'slot_full' })
    await shop.rows("update slot_bookings set expires_at = now() - interval '1 second' where order_id = $1", [order.id])
    expect((await put(await filled(), { slotId, address })).status).toBe(200)
    await shop.cancel(order)
  })
})

describe('409, and the cart does not change', () => {
  async function refused(slotId: string) {
    const cart = await filled()
    const { status, body } = await put(cart, { slotId, address })
    expect(status).toBe(409)
    expect((await shop.call('GET', `/carts/${cart.id}`)).body).toEqual(cart)
    return body
  }

  test('slot_full', async () => {
    const slotId = await addSlot(shop, { capacity: 1 })
    await shop.order({ lines: { [sku]: 1 }, slotId })
    expect(await refused(slotId)).toMatchObject({ code: 'slot_full', slotId })
  })

  test('slot_closed: after its cutoff, and when inactive', async () => {
    const [late, closed] = [await addSlot(shop), await addSlot(shop)]
    await shop.rows('update delivery_slots set cutoff_at = now() where id = $1', [late])
    await shop.rows('update delivery_slots set active = false where id = $1', [closed])
    for (const slotId of [late, closed]) expect(await refused(slotId)).toMatchObject({ code: 'slot_closed', slotId })
  })
})

describe('zones', () => {
  const inDistrict = (district: string) => ({ line1: '1 Road', district })

  test("the zone's fee is added to the slot's, and delivery is free from the zone's threshold on", async () => {
    const slotId = await addSlot(shop, { fee: 3500 })
    const dear = await addProduct(shop, { price: 20_000 })
    const cart = await shop.cart({ lines: { [dear]: 1 } })
    const { body } = await put(cart, { slotId, address: inDistrict('Sha Tin') })
    expect(body).toMatchObject({ delivery: { fee: 5500 }, deliveryFee: 5500, total: 25_500 })
    const more = await shop.call('PUT', `/carts/${cart.id}/items/${dear}`, { body: { quantity: 5 } })
    expect(more.body).toMatchObject({ delivery: { fee: 0 }, deliveryFee: 0, total: 100_000, warnings: [] })
  })

  test('409 basket_below_minimum, with the missing amount before the coupon', async () => {
    const slotId = await addSlot(shop)
    const dear = await addProduct(shop, { price: 20_000 })
    const low = await shop.cart({ lines: { [sku]: 1 } })
    const { status, body } = await put(low, { slotId, address: inDistrict('沙田區') })
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'basket_below_minimum' })])
    expect(body).toMatchObject({ minimumBasket: 20_000, goods: 1000, missing: 19_000 })
    const enough = await shop.cart({ lines: { [dear]: 1 }, coupon: await addCoupon(shop, { value: 5000 }) })
    expect((await put(enough, { slotId, address: inDistrict('沙田區') })).status).toBe(200)
  })

  test('a cart that falls below the minimum has a warning and cannot be ordered', async () => {
    const dear = await addProduct(shop, { price: 20_000 })
    const cart = await shop.cart({ lines: { [dear]: 2 } })
    await put(cart, { slotId: await addSlot(shop), address: inDistrict('Tai Po') })
    await shop.call('DELETE', `/carts/${cart.id}/items/${dear}`)
    const { body } = await shop.call('PUT', `/carts/${cart.id}/items/${sku}`, { body: { quantity: 1 } })
    const less = Cart.parse(body)
    expect(less).toMatchObject({ warnings: [{ code: 'basket_below_minimum', missing: 19_000 }] })
    expect(await shop.place(less)).toMatchObject({ status: 409, body: { code: 'basket_below_minimum' } })
  })

  test('409 address_not_served: no zone, or not in this slot', async () => {
    const [slotId, islands] = [await addSlot(shop), await addSlot(shop)]
    await shop.rows("update delivery_slots set zone_ids = '{zone-islands}' where id = $1", [islands])
    const cart = await filled()
    for (const choice of [
      { slotId, address: inDistrict('Atlantis') },
      { slotId: islands, address: inDistrict('Mong Kok') },
    ]) {
      const { status, body } = await put(cart, choice)
      expect([status, body]).toEqual([409, expect.objectContaining({ code: 'address_not_served' })])
      expect(body).toMatchObject({ slotId: choice.slotId })
    }
    expect((await shop.call('GET', `/carts/${cart.id}`)).body).toEqual(cart)
  })
})

describe('404', () => {
  test('slot_not_found', async () => {
    const { status, body } = await put(await filled(), { slotId: 'slot-none', address })
    expect([status, body]).toEqual([404, expect.objectContaining({ code: 'slot_not_found' })])
  })

  test('cart_not_found', async () => {
    const { status, body } = await put({ id: 'crt_none' }, { pickup: true })
    expect([status, body]).toEqual([404, expect.objectContaining({ code: 'cart_not_found' })])
  })
})

describe('422', () => {
  test.each([
    {},
    { pickup: false },
    { pickup: true, slotId: 's' },
    { slotId: 's' },
    { slotId: '', address },
    { slotId: 's', address: {} },
    { slotId: 's', address: { line1: '   ' } },
    { slotId: 's', address: { line1: 'x', planet: 'Mars' } },
    { slotId: 's', address: 'Queen’s Road' },
    { slotId: 's', address: { line1: 'x'.repeat(201) } },
  ])('%j', async (body) => {
    const answer = await put(await shop.cart(), body)
    expect([answer.status, answer.body]).toEqual([422, expect.objectContaining({ code: 'invalid_request' })])
  })

  test('one error for each invalid field of an address', async () => {
    const faulty = { slotId: '', address: { line1: '', district: 7 } }
    const { body } = await put(await shop.cart(), faulty)
    const { errors } = z.object({ errors: z.array(z.object({ path: z.string() })) }).parse(body)
    expect(errors.map(({ path }) => path).sort()).toEqual(['address.district', 'address.line1', 'slotId'])
  })
})
