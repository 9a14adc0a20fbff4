import { describe, expect, test } from 'vitest'
import type { Cart } from '../../../shared/carts/cart.ts'
import { signUp } from '../../accounts/sign-up.ts'
import { shopOn, testShop } from '../../support/shop.ts'
import { addCoupon, addProduct, addSlot } from '../catalog/test-records.ts'
import { expectToAddUp } from './add-up.ts'

const shop = await testShop()
const put = (cart: Pick<Cart, 'id'>, code: unknown) => shop.call('PUT', `/carts/${cart.id}/coupon`, { body: { code } })
const read = async ({ id }: Cart) => (await shop.call('GET', `/carts/${id}`)).body

describe('200', () => {
  test.each(['SAVE12', 'save12', '  Save12 '])('%j', async (code) => {
    const cart = await shop.cart({ lines: { [await addProduct(shop, { price: 40_000 })]: 1 } })
    const { status, body } = await put(cart, code)
    expect([status, body]).toEqual([200, expect.objectContaining({ total: 40_000 - 4800 })])
    expect(body).toMatchObject({ coupon: { code: 'SAVE12', applied: true, amount: 4800 }, warnings: [] })
  })

  test('the cap limits the discount, which is distributed over the lines', async () => {
    const lines = { [await addProduct(shop, { price: 70_001 })]: 1, [await addProduct(shop, { price: 30_000 })]: 1 }
    const cart = await shop.cart({ lines, coupon: 'SAVE12' })
    expect(cart).toMatchObject({ coupon: { amount: 6000 }, discount: 6000, total: 94_001 })
    expectToAddUp(cart, 6000)
  })

  test('only eligible products are reduced, a category with its descendants', async () => {
    const fruit = await addProduct(shop, { price: 10_000, categoryId: 'cat-fruit' })
    const cart = await shop.cart({ lines: { 'MILK-0002': 1, [fruit]: 1 }, coupon: 'FRESH15' })
    expect(cart.lines).toMatchObject([{ discount: 0 }, { sku: fruit, discount: 1500 }])
    expectToAddUp(cart, 1500)
  })

  test('free delivery removes the fee, and lists it as a discount', async () => {
    const slotId = await addSlot(shop, { fee: 3500 })
    const cart = await shop.cart({ lines: { [await addProduct(shop, { price: 25_000 })]: 1 }, slotId })
    expect(cart.total).toBe(28_500)
    const { body } = await put(cart, 'FREESHIP')
    expect(body).toMatchObject({ deliveryFee: 0, total: 25_000, delivery: { fee: 3500 } })
    expect(body).toMatchObject({ coupon: { code: 'FREESHIP', applied: true, amount: 3500 } })
  })

  test('a coupon replaces the previous one', async () => {
    const [one, other] = [await addCoupon(shop, { value: 100 }), await addCoupon(shop, { value: 300 })]
    const cart = await shop.cart({ lines: { [await addProduct(shop)]: 1 }, coupon: one })
    expect((await put(cart, other)).body).toMatchObject({ coupon: { code: other, amount: 300 }, total: 700 })
  })

  test('the discount is at most the subtotal', async () => {
    const cart = await shop.cart({
      lines: { [await addProduct(shop)]: 1 },
      coupon: await addCoupon(shop, { value: 999_999 }),
    })
    expect(cart).toMatchObject({ total: 0, discount: 1000 })
  })
})

describe('409, and the cart does not change', () => {
  async function refused(lines: Record<string, number>, code: string) {
    const cart = await shop.cart({ lines })
    const { status, body } = await put(cart, code)
    expect(status).toBe(409)
    expect(await read(cart)).toEqual(cart)
    return body
  }

  test.each([
    ['coupon_not_found', 'NO-SUCH'],
    ['coupon_expired', 'LASTMONTH20'],
    ['coupon_not_started', 'NEXTWEEK25'],
    ['coupon_not_applicable', 'COFFEE20'],
  ])('%s: %s', async (reason, code) => {
    expect(await refused({ [await addProduct(shop, { price: 90_000 })]: 1 }, code)).toMatchObject({ code: reason })
  })

  test('coupon_not_found: a deactivated coupon', async () => {
    const code = await addCoupon(shop)
    await shop.rows('update coupons set active = false where code = $1', [code])
    expect(await refused({ 'MILK-0002': 1 }, code)).toMatchObject({ code: 'coupon_not_found' })
  })

  test('coupon_not_applicable: an empty cart', async () => {
    expect(await refused({}, await addCoupon(shop))).toMatchObject({ code: 'coupon_not_applicable' })
  })

  test('coupon_minimum_spend, with the missing amount after promotions', async () => {
    const sku = await addProduct(shop, { price: 25_499 }) // with two milks at $49.80 it would do, at $45 a cent is missing
    const expected = { code: 'coupon_minimum_spend', minimumSpend: 30_000, eligibleSpend: 29_999, missing: 1 }
    expect(await refused({ [sku]: 1, 'MILK-0001': 2 }, 'WELCOME50')).toMatchObject(expected)
  })

  test('coupon_used_up', async () => {
    const code = await addCoupon(shop, { usageLimit: 1 })
    const sku = await addProduct(shop)
    const order = await shop.order({ lines: { [sku]: 1 }, coupon: code })
    expect(await refused({ [sku]: 1 }, code)).toMatchObject({ code: 'coupon_used_up', usageLimit: 1 })
    await shop.cancel(order)
    expect((await put(await shop.cart({ lines: { [sku]: 1 } }), code)).status).toBe(200)
  })

  test('coupon_customer_limit: a customer who used it before', async () => {
    const code = await addCoupon(shop, { perCustomerLimit: 1 })
    const sku = await addProduct(shop)
    const { headers } = await signUp(shop)
    const customers = shopOn(shop.database, shop.env, headers)
    expect((await customers.place(await customers.cart({ lines: { [sku]: 1 }, coupon: code }))).status).toBe(201)
    const { id } = await customers.cart({ lines: { [sku]: 1 } })
    const { status, body } = await customers.call('PUT', `/carts/${id}/coupon`, { body: { code } })
    expect([status, body]).toEqual([
      409,
      expect.objectContaining({ code: 'coupon_customer_limit', perCustomerLimit: 1 }),
    ])
  })
})

describe('refused', () => {
  test('404 cart_not_found', async () => {
    const { status, body } = await put({ id: 'crt_none' }, 'SAVE12')
    expect([status, body]).toEqual([404, expect.objectContaining({ code: 'cart_not_found' })])
  })

  test.each([undefined, '', '   ', 7, null, 'x'.repeat(65)])('422 for the code %j', async (code) => {
    expect((await put(await shop.cart(), code)).status).toBe(422)
  })
})
