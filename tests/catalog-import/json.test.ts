import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { emptyShop, importText, rowsOf } from './import-file.ts'
import { file, product, twoForTwenty } from './product-file.ts'

const { database } = await testDatabase()
beforeEach(() => emptyShop(database))

test('every field of a product is loaded', async () => {
  const milk = {
    sku: 'MILK-1',
    barcode: '4890000000003',
    name: { en: ' Fresh  milk', 'zh-Hant': '鮮牛奶', 'zh-Hans': '' },
    brand: { en: 'Hillside' },
    category: [{ en: 'Dairy', 'zh-Hant': '奶類' }, { en: 'Milk' }],
    unit: 'each',
    price: 1990,
    priceQuantity: 1,
    content: { quantity: 946, unit: 'ml' },
    ageRestricted: false,
    temperature: 'chilled',
    openingStock: 12,
    promotions: [twoForTwenty],
  }
  const beef = { sku: 'BEEF-1', name: { en: 'Beef shin' }, category: 'Meat > Beef', unit: 'g', price: 12850 }
  const report = await importText(database, file(milk, beef))
  expect(report.faults).toEqual([])
  expect(report.promotions).toEqual({ created: 1, changed: 0, unchanged: 0, ended: 0 })
  expect(await rowsOf(database, 'select * from products join inventory using (sku) order by sku desc')).toMatchObject([
    {
      sku: 'MILK-1',
      barcode: '4890000000003',
      name: { en: 'Fresh milk', 'zh-Hant': '鮮牛奶' },
      brand: { en: 'Hillside' },
      price: 1990,
      content_quantity: 946,
      content_unit: 'ml',
      temperature: 'chilled',
      source: 'default',
      on_hand: 12,
    },
    { sku: 'BEEF-1', brand: null, unit: 'g', price: 12850, price_quantity: 1000, on_hand: 100_000 },
  ])
  const categories = await rowsOf(database, 'select name from categories order by slug')
  expect(categories.map(({ name }) => name)).toEqual([
    { en: 'Beef' },
    { en: 'Dairy', 'zh-Hant': '奶類' },
    { en: 'Meat' },
    { en: 'Milk' },
  ])
})

test('a field that is missing or null leaves what the shop has, but null clears the barcode', async () => {
  await importText(
    database,
    file(product('P1', { barcode: '4890000000003', content: { quantity: 250, unit: 'ml' }, temperature: 'chilled' })),
  )
  const short = { sku: 'P1', name: { en: 'Oat' }, category: 'Drinks > Cereal drinks > Oat drinks', price: 1300 }
  const report = await importText(database, file({ ...short, barcode: null }))
  expect(report.faults).toEqual([])
  expect(await rowsOf(database, 'select * from products')).toMatchObject([
    { price: 1300, barcode: null, content_quantity: 250, temperature: 'chilled' },
  ])
})

test('products that list one promotion id are mixed in it; a product that was refused is not', async () => {
  await importText(database, file(product('OTHER', { barcode: '4890000000003' })), { source: 'another' })
  const report = await importText(
    database,
    file(
      product('P1', { promotions: [twoForTwenty] }),
      product('P2', { promotions: [twoForTwenty], barcode: '4890000000003' }),
      product('P3', { promotions: [twoForTwenty] }),
    ),
  )
  expect(report.faults.map(({ sku }) => sku)).toEqual(['P2'])
  const promotions = await rowsOf(
    database,
    `select kind, quantity, amount, description, source, array_agg(sku order by sku) as skus
     from promotions join promotion_products on promotion_id = id group by id`,
  )
  const { id: _, ...terms } = twoForTwenty
  expect(promotions).toEqual([{ ...terms, source: 'default', skus: ['P1', 'P3'] }])
})

test('two sources may use one promotion id', async () => {
  await importText(database, file(product('P1', { promotions: [twoForTwenty] })), { source: 'bakery' })
  await importText(database, file(product('P2', { promotions: [twoForTwenty] })), { source: 'dairy' })
  const rows = await rowsOf(database, 'select source, code from promotions where active order by source')
  expect(rows.map(({ source }) => source)).toEqual(['bakery', 'dairy'])
  expect(new Set(rows.map(({ code }) => code)).size).toBe(2)
  expect(rows.every(({ code }) => String(code).startsWith('TWO-FOR-TWENTY-'))).toBe(true)
})

test('JSON lines are read like an array', async () => {
  const lines = `\uFEFF\n${JSON.stringify(product('P1'))}\n{"sku":"P2"}\n\n${JSON.stringify(product('P3'))}`
  const report = await importText(database, lines)
  expect(report.faults).toMatchObject([{ row: 2, line: 3, sku: 'P2' }])
  expect([report.rows, report.products.created]).toEqual([3, 2])
})
