import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()

describe('promotion_record', () => {
  test('has every column, and the products in the order of their SKUs', async () => {
    await shop.insert('promotions', {
      ...{ id: 'x', code: 'X', kind: 'bundle_free', quantity: 3, amount: 4, free_quantity: 1, free_choice: 'dearest' },
      ...{ percent: 5, description: '{"en": "X"}', starts_at: '2026-01-01T00:00:00Z', ends_at: '2026-02-01T00:00:00Z' },
      ...{ active: false, source: 'csv', version: 2, created_at: '2026-01-02T00:00:00Z' },
      updated_at: '2026-01-03T00:00:00Z',
    })
    for (const sku of ['OTHER-B', 'OTHER-A']) await shop.insert('promotion_products', { promotion_id: 'x', sku })
    expect(await shop.run('promotion_record', 'x')).toEqual({
      ...{ id: 'x', code: 'X', kind: 'bundle_free', quantity: 3, amount: 4, freeQuantity: 1, freeChoice: 'dearest' },
      ...{ percent: 5, description: { en: 'X' }, startsAt: '2026-01-01T00:00:00+00:00', active: false, source: 'csv' },
      ...{ endsAt: '2026-02-01T00:00:00+00:00', skus: ['OTHER-A', 'OTHER-B'], version: 2 },
      ...{ createdAt: '2026-01-02T00:00:00+00:00', updatedAt: '2026-01-03T00:00:00+00:00' },
    })
  })

  test('no products: an empty list; an unknown promotion: null', async () => {
    const columns = { id: 'x', code: 'X', kind: 'bundle_price', quantity: 2, amount: 4, description: '{"en": "X"}' }
    await shop.insert('promotions', columns)
    expect(await shop.run('promotion_record', 'x')).toMatchObject({ skus: [], startsAt: null })
    expect(await shop.run('promotion_record', 'nothing')).toBeNull()
  })
})
