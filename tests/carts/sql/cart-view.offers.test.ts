import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertCart, insertCoupon, insertOrder, insertProduct, insertRedemption } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const view = (more: Record<string, unknown> = {}) => shop.call('cart_view', { cartId: 'cart', ...more })

beforeEach(async () => {
  await shop.insert('categories', { id: 'leaf', slug: 'leaf', parent_id: 'other', name: '{"en": "Leaf"}' })
  for (const sku of ['A', 'B', 'C']) await insertProduct(shop, sku, { category_id: 'leaf' })
})

/** A promotion for these SKUs. */
async function promotion(id: string, skus: string[], columns: Record<string, Value> = {}): Promise<void> {
  await shop.insert('promotions', {
    ...{ id, code: id.toUpperCase(), kind: 'bundle_free', quantity: 3, amount: 4, free_quantity: 1, percent: 6 },
    ...{ free_choice: 'dearest', description: '{"en": "P"}', version: 7, ...columns },
  })
  for (const sku of skus) await shop.insert('promotion_products', { promotion_id: id, sku })
}

describe('cart_view, promotions', () => {
  test('those of products in the cart, by id, with SKUs in order', async () => {
    await promotion('q', ['A'])
    await promotion('p', ['B', 'A', 'C'])
    await promotion('unrelated', ['C'])
    await insertCart(shop, 'another', {}, { C: 1 })
    await insertCart(shop, 'cart', {}, { B: 1, A: 1 })
    const facts = {
      ...{ version: 7, kind: 'bundle_free', quantity: 3, amount: 4, freeQuantity: 1, freeChoice: 'dearest' },
      ...{ percent: 6, description: { en: 'P' } },
    }
    expect(await view()).toHaveProperty('promotions', [
      { ...facts, id: 'p', code: 'P', skus: ['A', 'B'] },
      { ...facts, id: 'q', code: 'Q', skus: ['A'] },
    ])
  })

  test('from its start until before its end, and only while active', async () => {
    await insertCart(shop, 'cart', {}, { A: 1 })
    await promotion('runs', ['A'], { starts_at: fromNow(0), ends_at: fromNow(1) })
    await promotion('ended', ['A'], { ends_at: fromNow(0) })
    await promotion('to-come', ['A'], { starts_at: fromNow(1) })
    await promotion('withdrawn', ['A'], { active: false })
    expect(await view()).toMatchObject({ promotions: [{ id: 'runs' }] })
  })
})

describe('cart_view, coupon', () => {
  test("every fact of the cart's coupon", async () => {
    await insertCoupon(shop, 'c', {
      ...{ type: 'percent', value: 12, description: '{"en": "C"}', minimum_spend: 3, maximum_discount: 4 },
      ...{ starts_at: '2026-01-02T00:00:00Z', ends_at: '2026-02-03T00:00:00Z', usage_limit: 50, redeemed: 5 },
      ...{ per_customer_limit: 6, skus: ['A'], category_ids: ['other'], version: 7 },
    })
    await insertCart(shop, 'cart', { coupon_code: 'C' })
    expect(await view()).toHaveProperty('coupon', {
      ...{ id: 'c', version: 7, code: 'C', type: 'percent', value: 12, description: { en: 'C' }, minimumSpend: 3 },
      ...{ maximumDiscount: 4, startsAt: '2026-01-02T00:00:00+00:00', endsAt: '2026-02-03T00:00:00+00:00' },
      ...{ usageLimit: 50, perCustomerLimit: 6, skus: ['A'], categoryIds: ['other'], redeemed: 5, active: true },
    })
    expect(await view()).toMatchObject({ cart: { couponCode: 'C' } })
  })

  test('an unknown code', async () => {
    await insertCart(shop, 'cart', { coupon_code: 'NOTHING' })
    expect(await view()).toMatchObject({ coupon: null, usedByCustomer: 0 })
  })

  test('a code to try instead of the cart’s', async () => {
    await insertCoupon(shop, 'c')
    await insertCoupon(shop, 'd')
    await insertCart(shop, 'cart', { coupon_code: 'C' })
    expect(await view({ couponCode: 'D' })).toMatchObject({ coupon: { id: 'd' } })
  })

  test('lines have all their categories only for a coupon with categories', async () => {
    await insertCoupon(shop, 'c')
    await insertCoupon(shop, 'd', { category_ids: ['other'] })
    await insertCart(shop, 'cart', { coupon_code: 'C' }, { A: 1 })
    expect(await view()).toMatchObject({ lines: [{ categoryIds: ['leaf'] }] })
    expect(await view({ couponCode: 'D' })).toMatchObject({ lines: [{ categoryIds: ['leaf', 'other'] }] })
  })

  test('counts uses of this coupon by this customer', async () => {
    await insertCoupon(shop, 'c')
    await insertCoupon(shop, 'd')
    const uses = [['c', 'me'] as const, ['c', 'me'] as const, ['c', 'cus_1'] as const, ['d', 'me'] as const]
    for (const [index, [coupon, customer]] of uses.entries()) {
      await insertOrder(shop, `order-${index}`)
      await insertRedemption(shop, `order-${index}`, coupon, { customer })
    }
    await insertCart(shop, 'cart', { coupon_code: 'C' })
    expect(await view({ customer: 'me' })).toMatchObject({ usedByCustomer: 2 })
    expect(await view()).toMatchObject({ usedByCustomer: 0 })
    expect(await view({ customer: 'me', customerId: 'cus_1' })).toMatchObject({ usedByCustomer: 1 })
    await shop.write("update carts set customer_id = 'cus_1' where id = 'cart'")
    expect(await view({ customerId: 'cus_1' })).toMatchObject({ usedByCustomer: 1 })
  })
})
