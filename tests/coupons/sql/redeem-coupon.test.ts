import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { couponOf, orderOf, redemptionOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
beforeEach(() => orderOf(shop, 'order'))

const redeem = (version = 1, customer = 'shopper@example.com') =>
  shop.run('redeem_coupon', 'c', version, 'order', customer, 70)
const coupon = (columns: Record<string, Value> = {}) => couponOf(shop, 'c', columns)
const momentOf = async (column: string) => (await shop.row(`select ${column} as at from coupons where id = 'c'`))?.at

/** Uses of a coupon by orders of their own. */
async function used(couponId: string, ...customers: string[]): Promise<void> {
  for (const [index, customer] of customers.entries()) {
    await orderOf(shop, `${couponId}-${index}`)
    await redemptionOf(shop, `${couponId}-${index}`, couponId, { customer })
  }
}

describe('redeem_coupon', () => {
  test('takes one use for the order, with who and how much', async () => {
    await coupon({ usage_limit: 2, per_customer_limit: 1 })
    await used('c', 'somebody@example.com')
    expect(await redeem()).toBe('')
    expect(await shop.row("select redeemed from coupons where id = 'c'")).toEqual({ redeemed: 2 })
    expect(
      await shop.row("select coupon_id, customer, discount from coupon_redemptions where order_id = 'order'"),
    ).toEqual({ coupon_id: 'c', customer: 'shopper@example.com', discount: 70 })
  })

  test('coupon_not_found: there is none', async () => {
    expect(await redeem()).toEqual({ refused: 'coupon_not_found', facts: {} })
  })

  test('coupon_not_found: it was withdrawn', async () => {
    await coupon({ active: false })
    expect(await redeem()).toEqual({ refused: 'coupon_not_found', facts: {} })
  })

  test('coupon_not_started says when it starts', async () => {
    await coupon({ starts_at: fromNow(1) })
    expect(await redeem()).toEqual({ refused: 'coupon_not_started', facts: { startsAt: await momentOf('starts_at') } })
  })

  test('it can be used from the very moment it starts', async () => {
    await coupon({ starts_at: fromNow(0) })
    expect(await redeem()).toBe('')
  })

  test('coupon_expired says since when, from the very moment it ends', async () => {
    await coupon({ ends_at: fromNow(0) })
    expect(await redeem()).toEqual({ refused: 'coupon_expired', facts: { endsAt: await momentOf('ends_at') } })
  })

  test('it can be used to the last second', async () => {
    await coupon({ ends_at: fromNow(1) })
    expect(await redeem()).toBe('')
  })

  test('coupon_used_up: as many uses as its limit', async () => {
    await coupon({ usage_limit: 1 })
    await used('c', 'somebody@example.com')
    expect(await redeem()).toEqual({ refused: 'coupon_used_up', facts: {} })
  })

  test('coupon_customer_limit: as many uses by this customer as one may', async () => {
    await coupon({ per_customer_limit: 2 })
    await used('c', 'shopper@example.com', 'shopper@example.com')
    expect(await redeem()).toEqual({ refused: 'coupon_customer_limit', facts: { perCustomerLimit: 2 } })
  })

  test('uses by others, or of another coupon, are not counted against a customer', async () => {
    await coupon({ per_customer_limit: 2 })
    await couponOf(shop, 'd')
    await used('c', 'shopper@example.com', 'somebody@example.com')
    await used('d', 'shopper@example.com')
    expect(await redeem()).toBe('')
  })

  test('price_changed: the price was computed from another version', async () => {
    await coupon({ version: 2 })
    expect(await redeem(1)).toEqual({ refused: 'price_changed', facts: {} })
  })
})
