import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(() => insertProduct(shop, 'A'))

const changed = { refused: 'price_changed', facts: {} }
const line = { sku: 'A', quantity: 3, price: 500, priceQuantity: 1 }
const check = (lines: unknown[], promotions: unknown[] = [], ageRestricted = false) =>
  shop.call('check_prices', [{ lines, promotions, ageRestricted }])
const checkAll = (...orders: object[]) =>
  shop.call(
    'check_prices',
    orders.map((order) => ({ lines: [line], promotions: [], ageRestricted: false, ...order })),
  )
const applied = [{ id: 'p', version: 1 }]

const promotion = (columns: Record<string, Value> = {}) =>
  shop.insert('promotions', {
    id: 'p',
    code: 'P',
    kind: 'bundle_price',
    quantity: 2,
    amount: 9,
    description: '{}',
    ...columns,
  })

describe('check_prices', () => {
  test('accepts current prices', async () => {
    expect(await check([line])).toBe('')
  })

  test('price_changed: another price', async () => {
    expect(await check([line, { ...line, price: 499 }])).toEqual(changed)
  })

  test('price_changed: another price quantity', async () => {
    expect(await check([{ ...line, priceQuantity: 1_000 }])).toEqual(changed)
  })

  test('price_changed: an unknown product', async () => {
    expect(await check([{ ...line, sku: 'B' }])).toEqual(changed)
  })

  test('price_changed: no longer sold', async () => {
    await shop.write("update products set active = false where sku = 'A'")
    expect(await check([line])).toEqual(changed)
  })

  test('price_changed: a product has become age-restricted, but the order is not', async () => {
    await shop.write("update products set age_restricted = true where sku = 'A'")
    expect(await check([line])).toEqual(changed)
    expect(await check([line], [], true)).toBe('')
  })

  test('order_limit_exceeded, from one unit more than the limit', async () => {
    await insertProduct(shop, 'B', { order_limit: 2 })
    await shop.write("update products set order_limit = 3 where sku = 'A'")
    expect(await check([line])).toBe('')
    expect(await check([{ ...line, quantity: 4 }])).toEqual({
      refused: 'order_limit_exceeded',
      facts: { lines: [{ sku: 'A', requested: 4, orderLimit: 3 }] },
    })
  })

  test('a flash-sale claim has its own limit and price', async () => {
    await shop.write("update products set order_limit = 3 where sku = 'A'")
    const claimed = [{ ...line, quantity: 4, price: 300, claimId: 'claim' }]
    expect(await check(claimed)).toBe('')
    await shop.write("update products set active = false where sku = 'A'")
    expect(await check(claimed)).toEqual(changed)
  })

  test('price_changed: one order of the batch is enough, and each order has its own age restriction', async () => {
    expect(await checkAll({}, { lines: [{ ...line, price: 499 }] })).toEqual(changed)
    expect(await checkAll({}, { promotions: applied })).toEqual(changed)
    await shop.write("update products set age_restricted = true where sku = 'A'")
    expect(await checkAll({ ageRestricted: true }, {})).toEqual(changed)
    expect(await checkAll({ ageRestricted: true }, { ageRestricted: true })).toBe('')
  })

  test('accepts a current promotion', async () => {
    await promotion()
    expect(await check([line], applied)).toBe('')
  })

  test('price_changed: an unknown promotion', async () => {
    expect(await check([line], applied)).toEqual(changed)
  })

  test('price_changed: another version of the promotion', async () => {
    await promotion({ version: 2 })
    expect(await check([line], applied)).toEqual(changed)
  })

  test('price_changed: the promotion is inactive', async () => {
    await promotion({ active: false })
    expect(await check([line], applied)).toEqual(changed)
  })

  test('price_changed: the promotion has not started', async () => {
    await promotion({ starts_at: fromNow(1) })
    expect(await check([line], applied)).toEqual(changed)
  })

  test('price_changed: the promotion ends now', async () => {
    await promotion({ ends_at: fromNow(0) })
    expect(await check([line], applied)).toEqual(changed)
  })

  test('a promotion is valid from its start until just before its end', async () => {
    await promotion({ starts_at: fromNow(0), ends_at: fromNow(1) })
    expect(await check([line], applied)).toBe('')
  })
})
