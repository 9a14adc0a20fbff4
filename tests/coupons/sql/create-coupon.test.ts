import { describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const plain = { code: 'NEW', type: 'amount', value: 5, description: {}, minimum_spend: 0, active: true }
const whole = {
  ...{ ...plain, type: 'percent', description: { en: 'New' }, minimum_spend: 7, maximum_discount: 8, active: false },
  ...{ starts_at: '2026-01-01T00:00:00+00:00', ends_at: '2026-02-01T00:00:00+00:00', usage_limit: 9 },
  ...{ per_customer_limit: 2, skus: ['OTHER-B', 'OTHER-A'] },
}
const create = (coupon: object) => shop.call('create_coupon', { actor, couponId: 'new', coupon })
const stored = () => shop.row("select * from coupons where id = 'new'")

describe('create_coupon', () => {
  test('writes everything, and answers it as coupon_record does', async () => {
    const answer = await create({ ...whole, categories: ['other'] })
    const defaults = { redeemed: 0, version: 1 }
    expect(await stored()).toMatchObject({ ...whole, ...defaults, id: 'new', category_ids: ['other'] })
    expect(await shop.row("select coupon_record(c) as record from coupons c where id = 'new'")).toEqual({
      record: answer,
    })
  })

  test('what is not there is for everything, without bounds', async () => {
    await create(plain)
    const nothing = { maximum_discount: null, starts_at: null, ends_at: null, usage_limit: null }
    expect(await stored()).toMatchObject({
      ...plain,
      ...nothing,
      per_customer_limit: null,
      skus: null,
      category_ids: null,
    })
  })

  test('the audit log has it', async () => {
    const answer = await create(plain)
    const row = { ...byActor, action: 'create', entity: 'coupon', entity_id: 'NEW', before: null, after: answer }
    expect(await shop.rows('select * from audit_log')).toEqual([expect.objectContaining(row)])
  })

  test.each([
    ['coupon_exists', { code: 'OTHER' }, {}],
    ['unknown_products', { skus: ['OTHER-A', 'NONE'] }, { skus: ['NONE'] }],
    ['unknown_categories', { categories: ['none'] }, { categories: ['none'] }],
  ])('%s', async (refused, changes, facts) => {
    expect(await create({ ...plain, ...changes })).toEqual({ refused, facts })
    expect(await stored()).toBeUndefined()
    expect(await shop.rows('select from audit_log')).toEqual([])
  })
})
