import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCoupon } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const readRecord = async (id: string) =>
  (await shop.row(`select coupon_record(c) as record from coupons c where id = '${id}'`))?.record

describe('coupon_record', () => {
  test('returns every column except the ids', async () => {
    await insertCoupon(shop, 'x', {
      ...{ type: 'percent', value: 20, description: '{"en": "X"}', minimum_spend: 7, maximum_discount: 8 },
      ...{ starts_at: '2026-01-01T00:00:00Z', ends_at: '2026-02-01T00:00:00Z', usage_limit: 9, per_customer_limit: 2 },
      ...{ redeemed: 3, active: false, version: 4, created_at: '2026-01-02T00:00:00Z' },
      ...{ updated_at: '2026-01-03T00:00:00Z', skus: ['B', 'A'] },
    })
    expect(await readRecord('x')).toEqual({
      ...{ code: 'X', type: 'percent', value: 20, description: { en: 'X' }, minimumSpend: 7, maximumDiscount: 8 },
      ...{ startsAt: '2026-01-01T00:00:00+00:00', endsAt: '2026-02-01T00:00:00+00:00', usageLimit: 9 },
      ...{ perCustomerLimit: 2, redeemed: 3, active: false, version: 4, skus: ['B', 'A'], categories: null },
      ...{ createdAt: '2026-01-02T00:00:00+00:00', updatedAt: '2026-01-03T00:00:00+00:00' },
    })
  })

  test('returns categories as sorted slugs, without deleted ones', async () => {
    await shop.insert('categories', { id: '1', slug: 'coffee', name: '{"en": "x"}' })
    await insertCoupon(shop, 'x', { category_ids: ['other', '1', 'deleted'] })
    await insertCoupon(shop, 'y', { category_ids: ['deleted'] })
    expect(await readRecord('x')).toMatchObject({ categories: ['coffee', 'other'], skus: null })
    expect(await readRecord('y')).toMatchObject({ categories: [] })
  })
})
