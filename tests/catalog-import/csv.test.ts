import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { emptyShop, importText, rowsOf } from './import-file.ts'

const { database } = await testDatabase()
beforeEach(() => emptyShop(database))

const load = (text: string) => importText(database, text, { format: 'csv' })

test('every column, with byte order mark, CRLF, quotes and a line break in a cell', async () => {
  const report = await load(
    '\uFEFFsku,barcode,name_en,name_zh_hant,name_zh_hans,brand_en,brand_zh_hant,brand_zh_hans,category,unit,price,' +
      'price_quantity,content_quantity,content_unit,age_restricted,temperature,stock\r\n' +
      'M1,4890000000003,"Milk, ""fresh""",鮮奶,鲜奶,Hillside,山邊,山边,Dairy > Milk,each,19.90,1,946,ml,false,chilled,12\r\n' +
      'B1,,"Beef\nshin",,,,,,"Meat > Beef",g,128.5,1000,,,,,\r\n',
  )
  expect(report.faults).toEqual([])
  expect(await rowsOf(database, 'select * from products join inventory using (sku) order by sku desc')).toMatchObject([
    {
      sku: 'M1',
      barcode: '4890000000003',
      name: { en: 'Milk, "fresh"', 'zh-Hant': '鮮奶', 'zh-Hans': '鲜奶' },
      brand: { en: 'Hillside', 'zh-Hant': '山邊', 'zh-Hans': '山边' },
      price: 1990,
      content_quantity: 946,
      content_unit: 'ml',
      temperature: 'chilled',
      source: 'default',
      on_hand: 12,
    },
    { sku: 'B1', name: { en: 'Beef shin' }, unit: 'g', price: 12850, price_quantity: 1000, on_hand: 100_000 },
  ])
  expect(await rowsOf(database, 'select slug from categories order by slug')).toEqual(
    ['beef', 'dairy', 'meat', 'milk'].map((slug) => ({ slug })),
  )
})

test('a file of prices alone changes prices and nothing else', async () => {
  await load('sku,name_en,name_zh_hant,brand_en,category,price,stock\nM1,Milk,鮮奶,Hillside,Dairy,19.90,12\n')
  const report = await load('price,category,sku,name_en\n18.00,Dairy,M1,Milk\n')
  expect(report.products).toMatchObject({ changed: 1, created: 0 })
  expect(await rowsOf(database, 'select price, name, brand, on_hand from products join inventory using (sku)')).toEqual(
    [
      {
        price: 1800,
        name: { en: 'Milk', 'zh-Hant': '鮮奶' },
        brand: { en: 'Hillside' },
        on_hand: 12,
      },
    ],
  )
})

test('a category that staff created is found by its name and its slug stays', async () => {
  await rowsOf(
    database,
    `insert into categories (id, slug, name) values ('c', 'fresh-dairy', '{"en": "Dairy", "zh-Hant": "奶類"}')`,
  )
  await load('sku,name_en,category,price\nM1,Milk,dairy,19.90\nM2,Cheese,奶類,39.90\n')
  expect(
    await rowsOf(
      database,
      'select sku, slug, c.name from products join categories c on c.id = category_id order by sku',
    ),
  ).toEqual(['M1', 'M2'].map((sku) => ({ sku, slug: 'fresh-dairy', name: { en: 'Dairy', 'zh-Hant': '奶類' } })))
})

test('two products may exchange their barcodes', async () => {
  const table = (one: string, two: string) =>
    `sku,name_en,category,price,barcode\nA,Tea,Tea,5,${one}\nB,Tea,Tea,5,${two}\n`
  await load(table('4890000000003', '4890000000010'))
  const report = await load(table('4890000000010', '4890000000003'))
  expect([report.faults, report.products.changed]).toEqual([[], 2])
})

test('bad rows are reported with their lines and columns', async () => {
  const report = await load(
    [
      'sku,name_en,category,price,barcode,unit,content_quantity,content_unit,stock',
      'A1,Tea,Drinks,5.00,,,,,',
      'A2,Tea,Drinks,5.00',
      'A3,"Tea,Drinks,5.00,,,,,',
      'A4,,,five,123,kg,,,-1',
      'A5,Tea,Drinks,5.00,,each,20,,',
      'A6,Tea,>,5.00,,,,,',
      'A7,Tea,Drinks,5.00,,,,,\n',
    ].join('\n'),
  )
  expect(report.faults.map(({ line, sku, reason }) => [line, sku, reason])).toEqual([
    [3, 'A2', 'has 4 columns where the header has 9: an empty value needs its separator too'],
    [4, 'A3', expect.stringContaining('a quote is opened and never closed')],
    [
      5,
      'A4',
      'barcode: "123" has 3 digits: a barcode has 8, 12, 13 or 14, a PLU code 4 or 5; category: is missing; ' +
        'unit: "kg" is not one of "each", "g"; price: "five" is not a decimal amount: write it as 19.90; ' +
        'stock: "-1" is negative; name_en: is empty: give the name in one language at least',
    ],
    [6, 'A5', 'content_quantity: "20" goes together with content_unit: fill both or neither'],
    [7, 'A6', 'category: ">" is empty: write it as Dairy > Milk'],
  ])
  expect(report.products.created).toBe(2)
})

test('a product sold by piece does not become one sold by weight: its stock is counted in pieces', async () => {
  await load('sku,name_en,category,price,unit\nA1,Tea,Drinks,5.00,each\n')
  const report = await load('sku,name_en,category,price,unit\nA1,Tea,Drinks,5.00,g\n')
  expect(report.faults[0]?.reason).toMatch(/^unit: "g" is each in the shop and can't become g/)
})

describe('a header that is wrong stops the import before its first row', () => {
  test.each([
    ['sku,name_en,category,prize\n', /unknown column "prize"; column "price" is missing; the columns are sku, /],
    ['sku,sku,category,price\n', /column "sku" occurs twice$/],
    ['sku:name_en:category:price\n', /unknown column "sku:name_en:category:price"/],
    ['s\0ku,name_en,category,price\n', /^is not a text file$/],
    ['sku,,category,price\n', /column 2 has no name/],
    ['\n\n', /^is empty$/],
  ])('%j', async (header, reason) => {
    const report = await load(`${header}`)
    expect(report.broken?.reason).toMatch(reason)
    expect(report.rows).toBe(0)
  })
})
