import { describe, expect, test } from 'vitest'
import { barcodeKind, barcodeNumber } from '../../../shared/catalog/barcode.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

describe('product_record', () => {
  test('contains every column, the slug of the category and the stock', async () => {
    await shop.insert('categories', { id: '1', slug: 'tea', name: '{"en": "x"}' })
    await insertProduct(shop, 'X', {
      ...{ onHand: 9, held: 4, barcode: '96385074', brand: '{"en": "B"}', category_id: '1', content_quantity: 5 },
      ...{
        content_unit: 'ml',
        images: '["https://x"]',
        age_restricted: true,
        order_limit: 6,
        temperature: 'frozen',
        active: false,
      },
      ...{ source: 'csv', version: 3, created_at: '2026-01-02T00:00:00Z', updated_at: '2026-01-03T00:00:00Z' },
    })
    expect(await shop.run('product_record', 'X')).toEqual({
      ...{
        sku: 'X',
        barcode: '96385074',
        barcodeKind: 'gtin',
        name: { en: 'X' },
        brand: { en: 'B' },
        category: 'tea',
        unit: 'each',
      },
      ...{ price: 500, priceQuantity: 1, content: { quantity: 5, unit: 'ml' }, images: ['https://x'] },
      ...{ ageRestricted: true, orderLimit: 6, temperature: 'frozen', active: false, source: 'csv', version: 3 },
      ...{ createdAt: '2026-01-02T00:00:00+00:00', updatedAt: '2026-01-03T00:00:00+00:00' },
      stock: { onHand: 9, held: 4, lowStockThreshold: 10 },
    })
  })

  test.each([
    ['4011', 'plu'],
    ['94011', 'plu'],
    ['036000291452', 'gtin'],
    ['2012345', 'in_store'],
    ['20123451', 'in_store'],
    ['212345000001', 'in_store'],
    ['0212345000001', 'in_store'],
    ['02012345000001', 'in_store'],
    ['24006381333935', 'gtin'],
  ])('the kind of %s is %s, as TypeScript has it', async (barcode, kind) => {
    await insertProduct(shop, 'X', { barcode })
    expect(await shop.run('product_record', 'X')).toMatchObject({ barcodeKind: kind })
    expect(barcodeKind(barcode)).toBe(kind)
    expect(await shop.row('select barcode_number from products where sku = $1', ['X'])).toEqual({
      barcode_number: barcodeNumber(barcode),
    })
  })

  test('null for an unknown SKU', async () => {
    await insertProduct(shop, 'X')
    expect(await shop.run('product_record', 'X')).toMatchObject({ content: null, brand: null, barcode: null })
    expect(await shop.run('product_record', 'NOTHING')).toBeNull()
  })
})
