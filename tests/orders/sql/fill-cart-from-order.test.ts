import { describe, expect, test } from 'vitest'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { insertCapturedOrder, readOrderStatus } from '../../support/sql/captured-order.ts'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertCart, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const access = { customerId: null, guest: true }
const fill = (more: Record<string, unknown> = {}) =>
  shop.call('fill_cart_from_order', {
    ...{ orderId: 'order', ...access, cartId: 'new', currency: 'HKD', lineLimit: 3, largestQuantity: 100 },
    ...more,
  })
const linesOf = (cart: string) =>
  shop.rows('select sku, quantity from cart_lines where cart_id = $1 order by sku', [cart])

describe('fill_cart_from_order', () => {
  test('cancels a pending order first, so that its units are free', async () => {
    await insertCapturedOrder(shop, 'pending_payment', {})
    await shop.write("update inventory set on_hand = 2 where sku = 'A'")
    expect(await fill()).toMatchObject({ missing: [], coupon: false, delivery: true, snapshot: { slot: { id: 's' } } })
    expect(await readOrderStatus(shop)).toBe('cancelled')
    expect(await linesOf('new')).toEqual([{ sku: 'A', quantity: 2 }])
  })

  test.each<[string, Record<string, Value>, string]>([
    ['processing', { processing_at: fromNow(-9) }, 'pending_payment'],
    ['processing again after a failure', { failed_at: fromNow(-9), processing_at: fromNow(-8) }, 'pending_payment'],
    ['failed after processing', { processing_at: fromNow(-9), failed_at: fromNow(-8) }, 'cancelled'],
    ['partly captured', { captured: 1 }, 'pending_payment'],
    ['partly authorised', { authorised: 1 }, 'pending_payment'],
  ])('a pending order whose payment is %s', async (_case, payment, status) => {
    await insertCapturedOrder(shop, 'pending_payment', payment)
    await fill()
    expect(await readOrderStatus(shop)).toBe(status)
  })

  test('fewer units: the order limit, the stock, and none', async () => {
    await insertCapturedOrder(shop, 'delivered', {}, { holds: false })
    await shop.write("update products set order_limit = 1 where sku = 'A'")
    expect(await fill()).toMatchObject({
      missing: [{ code: 'order_limit_exceeded', sku: 'A', requested: 2, orderLimit: 1 }],
    })
    await shop.write("update products set order_limit = null where sku = 'A'")
    await shop.write("update inventory set on_hand = 1 where sku = 'A'")
    expect(await fill({ cartId: 'b' })).toMatchObject({ missing: [{ code: 'insufficient_stock', available: 1 }] })
    await shop.write("update inventory set on_hand = 0 where sku = 'A'")
    expect(await fill({ cartId: 'c' })).toMatchObject({ missing: [{ code: 'insufficient_stock', available: 0 }] })
    expect([await linesOf('new'), await linesOf('b'), await linesOf('c')]).toEqual([
      [{ sku: 'A', quantity: 1 }],
      [{ sku: 'A', quantity: 1 }],
      [],
    ])
  })

  test('the lines as they were placed, without a substitute that has left the catalog', async () => {
    await insertCapturedOrder(shop, 'delivered', {}, { holds: false })
    await insertProduct(shop, 'B', { active: false })
    const line = { sku: 'A', quantity: 3, substitution: { type: 'sku', sku: 'B' }, claimId: null }
    await shop.write("update orders set packed_at = now(), picked = '[]' where id = 'order'")
    await shop.write("update orders set as_placed = $1::jsonb where id = 'order'", JSON.stringify({ lines: [line] }))
    await fill()
    expect(await shop.rows("select quantity, substitution from cart_lines where cart_id = 'new'")).toEqual([
      { quantity: 3, substitution: { type: 'none' } },
    ])
  })

  test('a customer’s open cart keeps its coupon, its slot and its larger quantities', async () => {
    await insertCapturedOrder(shop, 'delivered', {}, { holds: false })
    await insertCustomer(shop, 'ann')
    await shop.write("update orders set customer_id = 'ann', coupon_code = 'X' where id = 'order'")
    await insertCart(shop, 'open', { customer_id: 'ann', coupon_code: 'Y' }, { A: 5 })
    expect(await fill({ customerId: 'ann' })).toMatchObject({
      coupon: false,
      snapshot: { cart: { id: 'open', couponCode: 'Y' } },
    })
    expect(await linesOf('open')).toEqual([{ sku: 'A', quantity: 5 }])
  })

  test('refuses without any change', async () => {
    await insertCapturedOrder(shop, 'pending_payment', {})
    expect(await fill({ guest: false })).toEqual({ refused: 'order_not_found', facts: {} })
    expect(await fill({ guest: false, staff: true })).toMatchObject({ refused: 'order_not_found' })
    expect(await fill({ orderId: 'unknown' })).toMatchObject({ refused: 'order_not_found' })
    expect(await fill({ customerId: 'nobody' })).toMatchObject({ refused: 'account_not_found' })
    expect(await fill({ lineLimit: 0 })).toMatchObject({ refused: 'cart_too_large', facts: { lineLimit: 0, lines: 1 } })
    expect(await readOrderStatus(shop)).toBe('pending_payment')
    expect(await shop.row("select from carts where id = 'new'")).toBeUndefined()
  })
})
