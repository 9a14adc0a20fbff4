import { describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertCoupon, insertOrder, insertRedemption } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const ann = 'ann@example.com'
const confirm = () => shop.run('confirm_redemption', 'order')
const isPaid = () => shop.row("select paid_at is not null as paid from coupon_redemptions where order_id = 'order'")

async function uses(own: Record<string, Value>, other: Record<string, Value>, limit: number | null = 1) {
  await insertCoupon(shop, 'c', { per_customer_limit: limit })
  await insertOrder(shop, 'order')
  await insertRedemption(shop, 'order', 'c', { customer: ann, identity: ann, ...own })
  await insertOrder(shop, 'second')
  await insertRedemption(shop, 'second', 'c', { customer: ann, identity: ann, ...other })
}

describe('confirm_redemption', () => {
  test.each<[string, Record<string, Value>, Record<string, Value>]>([
    ['a guest, before another unpaid guest', {}, {}],
    ['a guest, before an account without a confirmed address', {}, { customer: 'cus_ann' }],
    ['a confirmed account, whatever a guest does', { customer: 'cus_ann', verified: true }, { paid_at: fromNow(-1) }],
    ['a guest with another address', {}, { customer: 'bob', identity: 'bob', paid_at: fromNow(-1) }],
  ])('certain: %s', async (_case, own, other) => {
    await uses(own, other)
    for (const _time of [1, 2]) expect(await confirm()).toBe('')
    expect(await isPaid()).toEqual({ paid: true })
  })

  test.each<[string, Record<string, Value>, Record<string, Value>]>([
    ['a guest, after another guest has paid', {}, { paid_at: fromNow(-1) }],
    ['a guest, while a confirmed account orders', {}, { customer: 'cus_ann', verified: true }],
    ['an account without a confirmed address, after a guest', { customer: 'cus_ann' }, { paid_at: fromNow(-1) }],
  ])('coupon_customer_limit: %s', async (_case, own, other) => {
    await uses(own, other)
    expect(await confirm()).toEqual({ refused: 'coupon_customer_limit', facts: { perCustomerLimit: 1 } })
    expect(await isPaid()).toEqual({ paid: false })
  })

  test.each([2, null])('a limit of %s leaves room', async (limit) => {
    await uses({}, { paid_at: fromNow(-1) }, limit)
    expect(await confirm()).toBe('')
  })
})
