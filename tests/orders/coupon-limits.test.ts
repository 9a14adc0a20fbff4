import { describe, expect, test } from 'vitest'
import { addCoupon, addProduct } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'
import { expireHolds, readOrderRows } from './order-rows.ts'

const shop = await testShop()
const sku = await addProduct(shop, { onHand: 1000 })
const cartWith = (coupon: string) => shop.cart({ lines: { [sku]: 1 }, coupon })
const redeemed = async (code: string) => {
  const [row] = await shop.rows(
    `select redeemed, (select count(*)::integer from coupon_redemptions r where r.coupon_id = c.id) as rows
     from coupons c where code = $1`,
    [code],
  )
  return row
}

describe('a coupon with a limit', () => {
  test('409 coupon_used_up: another order took the last use', async () => {
    const code = await addCoupon(shop, { usageLimit: 1 })
    const [slow, quick] = [await cartWith(code), await cartWith(code)]
    expect((await shop.place(quick)).status).toBe(201)
    const before = await readOrderRows(shop)
    expect(await shop.place(slow)).toMatchObject({ status: 409, body: { code: 'coupon_used_up', usageLimit: 1 } })
    expect(await readOrderRows(shop)).toBe(before)
    expect(await redeemed(code)).toEqual({ redeemed: 1, rows: 1 })
  })

  test('a use is released when its order is cancelled or expires', async () => {
    const code = await addCoupon(shop, { usageLimit: 1 })
    await shop.cancel(await shop.order({ lines: { [sku]: 1 }, coupon: code }))
    const abandoned = await shop.order({ lines: { [sku]: 1 }, coupon: code })
    await expireHolds(shop, abandoned)
    await shop.job('expire-holds')
    expect(await redeemed(code)).toEqual({ redeemed: 0, rows: 0 })
    expect((await shop.place(await cartWith(code))).status).toBe(201)
  })

  test('409 for five of ten concurrent orders', async () => {
    const code = await addCoupon(shop, { usageLimit: 5 })
    const carts = await Promise.all(Array.from({ length: 10 }, () => cartWith(code)))
    const answers = await Promise.all(carts.map((cart) => shop.place(cart)))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(5).fill(201), ...Array(5).fill(409)])
    expect(await redeemed(code)).toEqual({ redeemed: 5, rows: 5 })
  })
})

describe('a coupon with a limit for each customer', () => {
  test('409 coupon_customer_limit for the same e-mail in any letter case', async () => {
    const code = await addCoupon(shop, { perCustomerLimit: 1 })
    expect((await shop.place(await cartWith(code), { email: 'Ann@Example.com' })).status).toBe(201)
    const second = await cartWith(code)
    for (const email of ['Ann@Example.com', 'ann@example.com', 'ANN@EXAMPLE.COM']) {
      const answer = await shop.place(second, { email })
      expect(answer).toMatchObject({ status: 409, body: { code: 'coupon_customer_limit', perCustomerLimit: 1 } })
    }
    expect((await shop.place(second, { email: 'bob@example.com' })).status).toBe(201)
    expect(await redeemed(code)).toEqual({ redeemed: 2, rows: 2 })
  })

  test('allows two uses with a limit of two', async () => {
    const code = await addCoupon(shop, { perCustomerLimit: 2 })
    const statuses = []
    for (const _use of [1, 2, 3]) statuses.push((await shop.place(await cartWith(code))).status)
    expect(statuses).toEqual([201, 201, 409])
  })

  test('a cancelled order does not count', async () => {
    const code = await addCoupon(shop, { perCustomerLimit: 1 })
    await shop.cancel(await shop.order({ lines: { [sku]: 1 }, coupon: code }))
    expect((await shop.place(await cartWith(code))).status).toBe(201)
  })
})

describe('409 for a coupon that changed after it was added to the cart', () => {
  test.each([
    ['coupon_expired', "ends_at = now() - interval '1 second'"],
    ['coupon_not_started', "starts_at = now() + interval '1 hour'"],
    ['coupon_not_found', 'active = false'],
    ['coupon_not_found', "code = code || '-OLD'"],
    ['coupon_minimum_spend', 'minimum_spend = 1001'],
    ['coupon_not_applicable', "skus = '{MILK-0001}'"],
  ])('%s', async (reason, change) => {
    const code = await addCoupon(shop)
    const cart = await cartWith(code)
    await shop.rows(`update coupons set ${change}, version = version + 1 where code = $1`, [code])
    const before = await readOrderRows(shop)
    expect(await shop.place(cart)).toMatchObject({ status: 409, body: { code: reason } })
    expect(await readOrderRows(shop)).toBe(before)
  })

  test('total_changed: the discount changed', async () => {
    const code = await addCoupon(shop, { value: 100 })
    const cart = await cartWith(code)
    await shop.rows('update coupons set value = 50, version = version + 1 where code = $1', [code])
    expect(await shop.place(cart)).toMatchObject({ status: 409, body: { code: 'total_changed', cart: { total: 950 } } })
  })
})
