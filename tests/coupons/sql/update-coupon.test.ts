import { beforeEach, describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertCoupon } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const update = (changes: object, more: object = {}) =>
  shop.call('update_coupon', { actor, code: 'X', changes, ...more })
const stored = () => shop.row("select *, updated_at = now() as touched from coupons where id = 'x'")
const audited = () => shop.rows('select * from audit_log')

describe('update_coupon', () => {
  beforeEach(async () => {
    await insertCoupon(shop, 'x', {
      ...{ type: 'percent', value: 20, description: '{"en": "X"}', minimum_spend: 7, maximum_discount: 8 },
      ...{ starts_at: '2026-01-01T00:00:00Z', ends_at: '2026-02-01T00:00:00Z', usage_limit: 9, per_customer_limit: 2 },
      ...{ redeemed: 3, version: 4, skus: ['OTHER-A'], category_ids: ['other'], updated_at: fromNow(-60) },
    })
  })

  test.each([
    { type: 'amount' },
    { value: 30 },
    { description: {} },
    { minimum_spend: 1 },
    { maximum_discount: null },
    { starts_at: '2026-01-15T00:00:00+00:00' },
    { ends_at: null },
    { usage_limit: 3 },
    { per_customer_limit: null },
    { skus: ['OTHER-B'] },
    { active: false },
  ])('changes only the given columns and raises the version: %o', async (change) => {
    const before = await stored()
    const answer = await update(change)
    expect(await stored()).toEqual({ ...before, ...change, version: 5, updated_at: expect.anything(), touched: true })
    expect(answer).toEqual((await shop.row("select coupon_record(c) as record from coupons c where id = 'x'"))?.record)
  })

  test('resolves category slugs; null means every category', async () => {
    await shop.insert('categories', { id: '1', slug: 'tea', name: '{"en": "x"}' })
    await update({ categories: ['tea'] })
    expect(await stored()).toMatchObject({ category_ids: ['1'] })
    await update({ categories: null })
    expect(await stored()).toMatchObject({ category_ids: null, version: 6 })
  })

  test('writes an audit entry with the record before and after', async () => {
    const before = (await shop.row("select coupon_record(c) as record from coupons c where id = 'x'"))?.record
    const after = await update({ value: 30 })
    const row = { ...byActor, action: 'update', entity: 'coupon', entity_id: 'X', before, after }
    expect(await audited()).toEqual([expect.objectContaining(row)])
  })

  test.each([{}, { value: 20, skus: ['OTHER-A'], categories: ['other'] }])(
    'equal values leave the version unchanged and write no audit entry: %o',
    async (change) => {
      const before = await stored()
      expect(await update(change)).toMatchObject({ code: 'X', version: 4 })
      expect(await stored()).toEqual(before)
      expect(await audited()).toEqual([])
    },
  )

  test.each([
    ['coupon_does_not_exist', {}, { code: 'NONE' }, {}],
    ['precondition_failed', { value: 1 }, { ifMatch: 3 }, { version: 4 }],
    ['unknown_products', { skus: ['NONE'] }, {}, { skus: ['NONE'] }],
    ['unknown_categories', { categories: ['none'] }, {}, { categories: ['none'] }],
  ])('%s', async (refused, changes, more, facts) => {
    const before = await stored()
    expect(await update(changes, more)).toEqual({ refused, facts })
    expect(await stored()).toEqual(before)
    expect(await audited()).toEqual([])
  })

  test('the expected version is updated', async () => {
    expect(await update({ value: 30 }, { ifMatch: 4 })).toMatchObject({ value: 30, version: 5 })
  })
})
