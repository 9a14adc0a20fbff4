import { beforeEach, describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const update = (changes: object, more: object = {}) =>
  shop.call('update_product', { actor, sku: 'X', changes, ...more })
const stored = () => shop.row("select *, updated_at = now() as touched from products where sku = 'X'")
const threshold = () => shop.row("select low_stock_threshold as it from inventory where sku = 'X'")
const audited = () => shop.rows('select * from audit_log')

describe('update_product', () => {
  beforeEach(async () => {
    await shop.insert('categories', { id: '1', slug: 'tea', name: '{"en": "x"}' })
    await insertProduct(shop, 'X', { barcode: '96385074', version: 4, source: 'csv', updated_at: fromNow(-60) })
    await insertProduct(shop, 'Y')
  })

  test.each([
    { barcode: null },
    { name: { en: 'Other' } },
    { brand: { en: 'B' } },
    { price: 400 },
    { content_quantity: 5, content_unit: 'ml' },
    { images: ['https://x'] },
    { age_restricted: true },
    { order_limit: 6 },
    { temperature: 'frozen' },
    { active: false },
  ])('writes what is sent, leaves the rest, raises the version: %o', async (change) => {
    const before = await stored()
    const answer = await update(change)
    const number = 'barcode' in change ? null : '00000096385074'
    expect(await stored()).toEqual({
      ...before,
      ...change,
      barcode_number: number,
      version: 5,
      updated_at: expect.anything(),
      touched: true,
    })
    expect(answer).toEqual(await shop.run('product_record', 'X'))
    expect(await threshold()).toEqual({ it: 10 })
  })

  test('changes the category by slug', async () => {
    await update({ category: 'tea' })
    expect(await stored()).toMatchObject({ category_id: '1', version: 5 })
  })

  test('changes only the low stock threshold of this product', async () => {
    expect(await update({ low_stock_threshold: 3 })).toMatchObject({ version: 5, stock: { lowStockThreshold: 3 } })
    expect(await shop.row("select low_stock_threshold as it from inventory where sku = 'Y'")).toEqual({ it: 10 })
    expect(await audited()).toHaveLength(1)
  })

  test.each([
    ['gone:csv', false, 'csv'],
    ['gone:csv', true, 'gone:csv'],
    ['csv', false, 'csv'],
  ])('of source %s, made active %s: its source is %s', async (source, active, expected) => {
    await shop.write('update products set source = $1, active = $2 where sku = $3', source, false, 'X')
    await update({ active, price: 1 })
    expect(await stored()).toMatchObject({ active, source: expected })
  })

  test('writes an audit entry with before and after', async () => {
    const before = await shop.run('product_record', 'X')
    const after = await update({ price: 400 })
    const row = { ...byActor, action: 'update', entity: 'product', entity_id: 'X', before, after }
    expect(await audited()).toEqual([expect.objectContaining(row)])
  })

  test.each([{}, { price: 500, category: 'other', low_stock_threshold: 10 }])('changes nothing: %o', async (change) => {
    const before = await stored()
    expect(await update(change)).toMatchObject({ sku: 'X', version: 4 })
    expect(await stored()).toEqual(before)
    expect(await audited()).toEqual([])
  })

  test.each([
    ['product_not_found', {}, { sku: 'NONE' }, {}],
    ['precondition_failed', { price: 1 }, { ifMatch: 3 }, { version: 4 }],
    ['unknown_categories', { category: 'none' }, {}, { categories: ['none'] }],
  ])('%s', async (refused, changes, more, facts) => {
    const before = await stored()
    expect(await update(changes, more)).toEqual({ refused, facts })
    expect(await stored()).toEqual(before)
    expect(await audited()).toEqual([])
  })
})
