import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertBooking, insertCart, insertOrder, insertSlot } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(() => insertCart(shop, 'cart'))

const address = { line1: 'Here' }
const set = (slotId: string | null, cartId = 'cart', customerId: string | null = null) =>
  shop.call('set_cart_delivery', { cartId, customerId, slotId, address: slotId === null ? null : address })
const cart = () =>
  shop.row("select slot_id, address, pickup, version, updated_at = now() as touched from carts where id = 'cart'")

async function bookings(...seconds: (number | null)[]): Promise<void> {
  for (const [index, secondsFromNow] of seconds.entries()) {
    await insertOrder(shop, `booked-${index}`)
    await insertBooking(shop, `booked-${index}`, 's', secondsFromNow)
  }
}

describe('set_cart_delivery', () => {
  test('sets slot and address, books nothing, and returns the cart_view', async () => {
    await insertSlot(shop, 's', { capacity: 1 })
    const view = await set('s')
    expect(await cart()).toEqual({ slot_id: 's', address, pickup: false, version: 2, touched: true })
    expect(view).toEqual(await shop.call('cart_view', { cartId: 'cart' }))
    expect(view).toMatchObject({ cart: { address }, slot: { id: 's', remaining: 1 } })
  })

  test('pick-up: neither slot nor address', async () => {
    await insertSlot(shop, 's')
    await set('s')
    await set(null)
    expect(await cart()).toEqual({ slot_id: null, address: null, pickup: true, version: 3, touched: true })
    await set('s')
    expect(await cart()).toMatchObject({ slot_id: 's', pickup: false })
  })

  test("a customer's cart, only for that customer", async () => {
    await insertCart(shop, 'anns', { customer_id: 'ann' })
    for (const customerId of ['bea', null, '']) {
      expect(await set(null, 'anns', customerId)).toEqual({ refused: 'cart_not_found', facts: {} })
    }
    expect(await shop.row("select version from carts where id = 'anns'")).toEqual({ version: 1 })
    expect(await set(null, 'anns', 'ann')).toMatchObject({ cart: { id: 'anns', version: 2 } })
  })

  test("a guest's cart, for a customer who has its id", async () => {
    expect(await set(null, 'cart', 'ann')).toMatchObject({ cart: { id: 'cart', version: 2 } })
  })

  test('slot_not_found', async () => {
    expect(await set('unknown')).toEqual({ refused: 'slot_not_found', facts: { slotId: 'unknown' } })
  })

  test('slot_closed: an inactive slot', async () => {
    await insertSlot(shop, 's', { active: false })
    expect(await set('s')).toEqual({ refused: 'slot_closed', facts: { slotId: 's' } })
  })

  test('slot_closed: exactly at the cut-off', async () => {
    await insertSlot(shop, 's', { cutoff_at: fromNow(0) })
    expect(await set('s')).toEqual({ refused: 'slot_closed', facts: { slotId: 's' } })
  })

  test('possible until one second before the cut-off', async () => {
    await insertSlot(shop, 's', { cutoff_at: fromNow(1) })
    expect(await set('s')).toMatchObject({ slot: { id: 's' } })
  })

  test('slot_full: confirmed and pending bookings use the whole capacity', async () => {
    await insertSlot(shop, 's', { capacity: 2 })
    await bookings(null, 1)
    expect(await set('s')).toEqual({ refused: 'slot_full', facts: { slotId: 's' } })
  })

  test('bookings that expired, including at this moment, do not count', async () => {
    await insertSlot(shop, 's', { capacity: 2 })
    await bookings(null, 0)
    expect(await set('s')).toMatchObject({ slot: { remaining: 1 } })
  })

  test('cart_not_found', async () => {
    expect(await set(null, 'unknown')).toEqual({ refused: 'cart_not_found', facts: {} })
  })

  test('cart_already_ordered', async () => {
    await insertOrder(shop, 'order')
    expect(await set(null, 'order')).toMatchObject({ refused: 'cart_already_ordered' })
  })

  test('cart_merged, with the cart that it was merged into', async () => {
    await insertCart(shop, 'merged', { status: 'merged', merged_into: 'cart' })
    expect(await set(null, 'merged')).toEqual({ refused: 'cart_merged', facts: { cartId: 'cart' } })
  })
})
