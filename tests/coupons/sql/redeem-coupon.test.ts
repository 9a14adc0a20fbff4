import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertCoupon, insertOrder, insertRedemption } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(() => insertOrder(shop, 'order'))

const guest = (identity: string) => ({ customer: identity, identity, verified: false, guest: true })
const redeem = (version = 1, customer = 'shopper@example.com') =>
  shop.run('redeem_coupon', 'c', version, 'order', JSON.stringify(guest(customer)), 70)
const coupon = (columns: Record<string, Value> = {}) => insertCoupon(shop, 'c', columns)
const readTime = async (column: string) => (await shop.row(`select ${column} as at from coupons where id = 'c'`))?.at

/** Adds one redemption for each of these customers, each by a separate order. */
async function addRedemptions(couponId: string, ...customers: string[]): Promise<void> {
  for (const [index, customer] of customers.entries()) {
    await insertOrder(shop, `${couponId}-${index}`)
    await insertRedemption(shop, `${couponId}-${index}`, couponId, { customer })
  }
}

describe('redeem_coupon', () => {
  test('counts one redemption and stores it with the customer and the discount', async () => {
    await coupon({ usage_limit: 2, per_customer_limit: 1 })
    await addRedemptions('c', 'other@example.com')
    expect(await redeem()).toBe('')
    expect(await shop.row("select redeemed from coupons where id = 'c'")).toEqual({ redeemed: 2 })
    expect(
      await shop.row(
        `select coupon_id, customer, identity, verified, paid_at, discount from coupon_redemptions where order_id = 'order'`,
      ),
    ).toEqual({
      ...{ coupon_id: 'c', customer: 'shopper@example.com', identity: 'shopper@example.com', discount: 70 },
      ...{ verified: false, paid_at: null },
    })
  })

  test('coupon_not_found: unknown', async () => {
    expect(await redeem()).toEqual({ refused: 'coupon_not_found', facts: {} })
  })

  test('coupon_not_found: inactive', async () => {
    await coupon({ active: false })
    expect(await redeem()).toEqual({ refused: 'coupon_not_found', facts: {} })
  })

  test('coupon_not_started with the start time', async () => {
    await coupon({ starts_at: fromNow(1) })
    expect(await redeem()).toEqual({ refused: 'coupon_not_started', facts: { startsAt: await readTime('starts_at') } })
  })

  test('the start time is inclusive', async () => {
    await coupon({ starts_at: fromNow(0) })
    expect(await redeem()).toBe('')
  })

  test('coupon_expired with the end time, which is exclusive', async () => {
    await coupon({ ends_at: fromNow(0) })
    expect(await redeem()).toEqual({ refused: 'coupon_expired', facts: { endsAt: await readTime('ends_at') } })
  })

  test('valid until the last second', async () => {
    await coupon({ ends_at: fromNow(1) })
    expect(await redeem()).toBe('')
  })

  test('coupon_used_up: the usage limit is reached', async () => {
    await coupon({ usage_limit: 1 })
    await addRedemptions('c', 'other@example.com')
    expect(await redeem()).toEqual({ refused: 'coupon_used_up', facts: {} })
  })

  test('coupon_customer_limit: the limit per customer is reached', async () => {
    await coupon({ per_customer_limit: 2 })
    await addRedemptions('c', 'shopper@example.com', 'shopper@example.com')
    expect(await redeem()).toEqual({ refused: 'coupon_customer_limit', facts: { perCustomerLimit: 2 } })
  })

  test('the limit per customer ignores other customers and other coupons', async () => {
    await coupon({ per_customer_limit: 2 })
    await insertCoupon(shop, 'd')
    await addRedemptions('c', 'shopper@example.com', 'other@example.com')
    await addRedemptions('d', 'shopper@example.com')
    expect(await redeem()).toBe('')
  })

  test('price_changed: the price was computed from an older version', async () => {
    await coupon({ version: 2 })
    expect(await redeem(1)).toEqual({ refused: 'price_changed', facts: {} })
  })
})
