import { describe, expect, test } from 'vitest'
import { Product } from '../../../shared/catalog/product.ts'
import { testShop } from '../../support/shop.ts'
import { addProduct } from './test-records.ts'

const shop = await testShop()
const read = async (sku: string) => Product.parse((await shop.call('GET', `/products/${sku}`)).body)

describe('200', () => {
  test('the whole product', async () => {
    const [{ on_hand: stocked } = {}] = await shop.rows("select on_hand from inventory where sku = 'MILK-0001'")
    const { status, body } = await shop.call('GET', '/products/MILK-0001')
    expect(status).toBe(200)
    expect(body).toEqual({
      sku: 'MILK-0001',
      barcode: expect.stringMatching(/^20\d{11}$/),
      name: { 'zh-Hant': expect.stringContaining('全脂鮮牛奶'), en: expect.stringContaining('Fresh Whole Milk') },
      brand: { 'zh-Hant': '雲坡牧場', en: 'Cloudslope Dairy' },
      category: expect.stringMatching(/^[a-z-]+$/),
      unit: 'each',
      price: expect.any(Number),
      priceQuantity: 1,
      unitPrice: { amount: expect.any(Number), per: { quantity: 1000, unit: 'ml' } },
      currency: 'HKD',
      images: [],
      promotions: expect.arrayContaining([expect.objectContaining({ code: 'MILK-2-45' })]),
      available: stocked,
      availability: 'in_stock',
      ageRestricted: false,
      temperature: 'chilled',
    })
  })

  test.each([
    ['products by weight per kilogram', 'VEGE-0001', { amount: 2800, per: { quantity: 1000, unit: 'g' } }],
    ['packed products per 100 g', 'YOGT-0001', { amount: 660, per: { quantity: 100, unit: 'g' } }],
    ['drinks per litre, rounded half up', 'MILK-0002', { amount: 4449, per: { quantity: 1000, unit: 'ml' } }],
    ['multipacks by their total content', 'MILK-0007', { amount: 2193, per: { quantity: 1000, unit: 'ml' } }],
    ['pieces per piece', 'EGGS-0001', { amount: 269, per: { quantity: 1, unit: 'each' } }],
  ])('the unit price compares %s', async (_what, sku, unitPrice) => {
    expect((await read(sku)).unitPrice).toEqual(unitPrice)
  })

  test('by weight: the price is for 1,000 g and the stock is in grams', async () => {
    const sku = await addProduct(shop, { unit: 'g', price: 2990, onHand: 7500 })
    expect(await read(sku)).toMatchObject({ unit: 'g', price: 2990, priceQuantity: 1000, available: 7500 })
  })

  test('sold out, low and in stock', async () => {
    const availabilities = ['FRUT-0016', 'VEGE-0015', 'MILK-0001'].map(async (sku) => (await read(sku)).availability)
    expect(await Promise.all(availabilities)).toEqual(['sold_out', 'low_stock', 'in_stock'])
  })

  test('age-restricted products are marked', async () => {
    expect((await read('WINE-0001')).ageRestricted).toBe(true)
  })

  test('held units are unavailable until the hold expires, even before the job releases it', async () => {
    const sku = await addProduct(shop, { onHand: 5 })
    const order = await shop.order({ lines: { [sku]: 3 } })
    expect((await read(sku)).available).toBe(2)
    await shop.rows("update stock_holds set expires_at = now() - interval '1 second' where order_id = $1", [order.id])
    expect(await read(sku)).toMatchObject({ available: 5, availability: 'low_stock' })
    await shop.cancel(order)
  })

  test('past and future promotions are not included', async () => {
    const codes = async () => (await read('WATR-0002')).promotions.map(({ code }) => code)
    expect(await codes()).toEqual(['WATER-2-12'])
    await shop.rows("update promotions set ends_at = now() - interval '1 second' where code = 'WATER-2-12'")
    expect(await codes()).toEqual([])
    await shop.rows(
      "update promotions set ends_at = null, starts_at = now() + interval '1 hour' where code = 'WATER-2-12'",
    )
    expect(await codes()).toEqual([])
  })
})

describe('404 product_not_found', () => {
  test.each(['NONE-0001', 'MILK-0001%20', "'", '%25', '%2E%2E%2F', 'x'.repeat(100), '%E5%A5%B6'])('%s', async (sku) => {
    const { status, body } = await shop.call('GET', `/products/${sku}`)
    expect([status, body]).toEqual([404, expect.objectContaining({ code: 'product_not_found' })])
  })

  test('but a SKU in another case is found', async () => {
    expect(await shop.call('GET', '/products/milk-0001')).toMatchObject({ status: 200, body: { sku: 'MILK-0001' } })
  })

  test('an inactive product', async () => {
    const sku = await addProduct(shop)
    await shop.rows('update products set active = false where sku = $1', [sku])
    expect((await shop.call('GET', `/products/${sku}`)).status).toBe(404)
  })
})

test('422 for a SKU that is too long', async () => {
  for (const sku of ['x'.repeat(101), 'a%00b']) expect((await shop.call('GET', `/products/${sku}`)).status).toBe(422)
})
