import { describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const plain = {
  ...{ sku: 'NEW', name: { en: 'New' }, unit: 'each', price: 500, price_quantity: 1, images: [] },
  ...{ age_restricted: false, temperature: 'ambient', active: true },
}
const whole = {
  ...{ ...plain, barcode: '96385074', brand: { en: 'B' }, unit: 'g', price_quantity: 1000, content_quantity: 5 },
  ...{
    content_unit: 'ml',
    images: ['https://x'],
    age_restricted: true,
    order_limit: 6,
    temperature: 'frozen',
    active: false,
  },
}
const create = (product: object, stock: object = {}) =>
  shop.call('create_product', {
    actor,
    product: { category: 'other', ...product },
    onHand: 7,
    lowStockThreshold: 2,
    ...stock,
  })
const stored = () => shop.row("select * from products where sku = 'NEW'")

describe('create_product', () => {
  test('writes all columns and returns the product_record', async () => {
    const answer = await create(whole)
    expect(await stored()).toMatchObject({ ...whole, category_id: 'other', source: null, version: 1 })
    expect(answer).toEqual(await shop.run('product_record', 'NEW'))
  })

  test('creates the inventory row with an opening movement', async () => {
    await create(plain)
    const stock = await shop.row("select on_hand, held, low_stock_threshold from inventory where sku = 'NEW'")
    expect(stock).toEqual({ on_hand: 7, held: 0, low_stock_threshold: 2 })
    expect(await shop.rows("select delta, reason, actor from stock_movements where sku = 'NEW'")).toEqual([
      { delta: 7, reason: 'opening', actor: 'ann' },
    ])
  })

  test('a single unit has a movement', async () => {
    await create(plain, { onHand: 1 })
    expect(await shop.rows("select delta from stock_movements where sku = 'NEW'")).toEqual([{ delta: 1 }])
  })

  test('no stock has no movement', async () => {
    await create(plain, { onHand: 0 })
    expect(await shop.row("select on_hand from inventory where sku = 'NEW'")).toEqual({ on_hand: 0 })
    expect(await shop.rows("select from stock_movements where sku = 'NEW'")).toEqual([])
  })

  test('writes an audit entry', async () => {
    const answer = await create(plain)
    const row = { ...byActor, action: 'create', entity: 'product', entity_id: 'NEW', before: null, after: answer }
    expect(await shop.rows('select * from audit_log')).toEqual([expect.objectContaining(row)])
  })

  test.each([
    ['product_exists', { sku: 'other-a' }, { sku: 'OTHER-A' }],
    ['unknown_categories', { category: 'none' }, { categories: ['none'] }],
  ])('%s', async (refused, changes, facts) => {
    expect(await create({ ...plain, ...changes })).toEqual({ refused, facts })
    expect(await stored()).toBeUndefined()
    expect(await shop.rows('select from audit_log')).toEqual([])
  })
})
