import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertSlot } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const remove = (coupon: boolean, delivery: boolean, cartId = 'cart') =>
  shop.call('remove_unusable_terms', { cartId, customerId: null, coupon, delivery })

describe('remove_unusable_terms', () => {
  test.each([
    [true, false, { coupon_code: null, slot_id: 's', version: 2 }],
    [false, true, { coupon_code: 'X', slot_id: null, version: 2 }],
    [true, true, { coupon_code: null, slot_id: null, version: 2 }],
  ])('coupon %s, delivery %s', async (coupon, delivery, expected) => {
    await insertSlot(shop, 's')
    await insertCart(shop, 'cart', { coupon_code: 'X', slot_id: 's', address: '{"line1": "Here"}' })
    expect(await remove(coupon, delivery)).toMatchObject({ cart: { id: 'cart', couponCode: expected.coupon_code } })
    expect(await shop.row("select coupon_code, slot_id, version from carts where id = 'cart'")).toEqual(expected)
  })
  test('refuses an unknown cart', async () => {
    expect(await remove(true, true, 'unknown')).toMatchObject({ refused: 'cart_not_found' })
  })
})
