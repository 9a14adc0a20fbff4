import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { goods } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
beforeEach(() => goods(shop, 'A'))

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
  test('prices as they are: nothing is refused', async () => {
    expect(await check([line])).toBe('')
  })

  test('price_changed: another price', async () => {
    expect(await check([line, { ...line, price: 499 }])).toEqual(changed)
  })

  test('price_changed: a price of another quantity', async () => {
    expect(await check([{ ...line, priceQuantity: 1_000 }])).toEqual(changed)
  })

  test('price_changed: no such product', async () => {
    expect(await check([{ ...line, sku: 'B' }])).toEqual(changed)
  })

  test('price_changed: no longer sold', async () => {
    await shop.write("update products set active = false where sku = 'A'")
    expect(await check([line])).toEqual(changed)
  })

  test('price_changed: it is age-restricted now, and nobody was asked', async () => {
    await shop.write("update products set age_restricted = true where sku = 'A'")
    expect(await check([line])).toEqual(changed)
    expect(await check([line], [], true)).toBe('')
  })

  test('order_limit_exceeded, from one unit more than the limit', async () => {
    await goods(shop, 'B', { order_limit: 2 })
    await shop.write("update products set order_limit = 3 where sku = 'A'")
    expect(await check([line])).toBe('')
    expect(await check([{ ...line, quantity: 4 }])).toEqual({
      refused: 'order_limit_exceeded',
      facts: { lines: [{ sku: 'A', requested: 4, orderLimit: 3 }] },
    })
  })

  test('order_limit_exceeded: not by a flash-sale claim, which has a limit and a price of its own', async () => {
    await shop.write("update products set order_limit = 3, active = false where sku = 'A'")
    expect(await check([{ ...line, quantity: 4, price: 300, claimId: 'claim' }])).toBe('')
  })

  test('price_changed: of several orders one is enough, and each asked for the age by itself', async () => {
    expect(await checkAll({}, { lines: [{ ...line, price: 499 }] })).toEqual(changed)
    expect(await checkAll({}, { promotions: applied })).toEqual(changed)
    await shop.write("update products set age_restricted = true where sku = 'A'")
    expect(await checkAll({ ageRestricted: true }, {})).toEqual(changed)
    expect(await checkAll({ ageRestricted: true }, { ageRestricted: true })).toBe('')
  })

  test('a promotion as it is: nothing is refused', async () => {
    await promotion()
    expect(await check([line], applied)).toBe('')
  })

  test('price_changed: no such promotion', async () => {
    expect(await check([line], applied)).toEqual(changed)
  })

  test('price_changed: another version of the promotion', async () => {
    await promotion({ version: 2 })
    expect(await check([line], applied)).toEqual(changed)
  })

  test('price_changed: the promotion was withdrawn', async () => {
    await promotion({ active: false })
    expect(await check([line], applied)).toEqual(changed)
  })

  test('price_changed: the promotion has not started', async () => {
    await promotion({ starts_at: fromNow(1) })
    expect(await check([line], applied)).toEqual(changed)
  })

  test('price_changed: the promotion has ended this very moment', async () => {
    await promotion({ ends_at: fromNow(0) })
    expect(await check([line], applied)).toEqual(changed)
  })

  test('a promotion counts from the moment it starts to the moment before it ends', async () => {
    await promotion({ starts_at: fromNow(0), ends_at: fromNow(1) })
    expect(await check([line], applied)).toBe('')
  })
})
