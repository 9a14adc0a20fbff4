import { beforeEach, describe, expect, test } from 'vitest'
import { emptyShop, rowsOf } from '../../catalog-import/import-file.ts'
import { testDatabase } from '../../support/database.ts'
import { file, offer, price, product } from './feed-file.ts'
import { converted, importFeed } from './import-feed.ts'

const { database } = await testDatabase()
beforeEach(() => emptyShop(database))

describe('without a store', () => {
  test('a product is imported at its lowest price, with all its values', async () => {
    const report = await importFeed(database, file(product('P1', { offers: [offer('NORTH', 'Buy 2 at $20.00')] })))
    expect(report.products).toEqual({ created: 1, changed: 0, unchanged: 0, deactivated: 0 })
    expect(report.feed.offers).toBeNull()
    expect(await rowsOf(database, 'select * from products')).toMatchObject([
      {
        sku: 'P1',
        barcode: null,
        name: { en: 'Oat Drink P1 250mL', 'zh-Hant': '燕麥飲品 P1', 'zh-Hans': '燕麦饮品 P1' },
        brand: { en: 'Hillside', 'zh-Hant': '山邊', 'zh-Hans': '山边' },
        unit: 'each',
        price: 1190,
        price_quantity: 1,
        content_quantity: 250,
        content_unit: 'ml',
        age_restricted: false,
        temperature: 'ambient',
        active: true,
        source: 'online-price-watch',
        version: 1,
      },
    ])
    expect(await rowsOf(database, 'select * from promotions')).toEqual([])
  })

  test('a product that no store sells is left out', async () => {
    const report = await importFeed(database, file(product('P1', { prices: [] }), product('P2')))
    expect([report.feed.unsold, report.bad, report.products.created]).toEqual([1, 0, 1])
  })
})

describe('peculiarities of the feed', () => {
  test('codes and prices that are numbers, stray spaces, invisible characters, a field of a later day', async () => {
    const odd = product(173520, {
      name: { en: '  Oat\u00a0 Drink  ', 'zh-Hant': '燕麥\u200b飲品 ' },
      prices: [price('NORTH', 10.5)],
    })
    const report = await importFeed(database, `\uFEFF${JSON.stringify([{ ...odd, updatedAt: 'today' }])}`)
    expect(report.faults).toEqual([])
    expect(await rowsOf(database, 'select sku, price, name from products')).toEqual([
      { sku: '173520', price: 1050, name: { en: 'Oat Drink', 'zh-Hant': '燕麥飲品' } },
    ])
  })

  test('a category is identified by its path: one name under two parents is two categories, extra spaces make no third', async () => {
    const under = (parent: string, name: string) => ({ cat2Name: { en: parent }, cat3Name: { en: name } })
    const report = await importFeed(
      database,
      file(
        product('P1', under('Fizzy drinks', 'Bottles')),
        product('P2', under('Beer', 'Bottles ')),
        product('P3', under('Fizzy  drinks', ' Bottles')),
      ),
    )
    expect(report.categories).toEqual({ named: 5, created: 5, changed: 0 })
    const slugs = await rowsOf(
      database,
      'select sku, slug from products join categories on categories.id = category_id order by sku',
    )
    expect(slugs.map((row) => row.slug)).toEqual(['bottles', 'beer-bottles', 'bottles'])
  })

  test('alcohol is age-restricted, frozen and chilled products have their temperature', async () => {
    await importFeed(
      database,
      file(
        product('P1', {
          cat1Name: { en: 'Beer / Wines / Spirits' },
          cat2Name: { en: 'Beer' },
          cat3Name: { en: 'Canned' },
        }),
        product('P2', {
          cat1Name: { en: 'Dairy' },
          cat2Name: { en: 'Frozen confections' },
          cat3Name: { en: 'Ice cream' },
        }),
        product('P3', { cat1Name: { en: 'Dairy' }, cat2Name: { en: 'Milk' }, cat3Name: { en: 'Chilled fresh milk' } }),
        product('P4', {
          cat1Name: { en: 'Noodles / Food (cold)' },
          cat2Name: { en: 'Dry' },
          cat3Name: { en: 'Pasta' },
        }),
      ),
    )
    const traits = await rowsOf(database, 'select age_restricted, temperature from products order by sku')
    expect(traits.map((row) => [row.age_restricted, row.temperature])).toEqual([
      [true, 'ambient'],
      [false, 'frozen'],
      [false, 'chilled'],
      [false, 'ambient'],
    ])
  })
})

test('a bad row keeps its product in the feed and its reason in the report', async () => {
  await importFeed(database, file(product('P1'), product('P2'), product('P3'), product('P4'), product('P5')))
  const report = await importFeed(
    database,
    file(
      product('P1'),
      product('P0', { prices: [] }),
      product('P2', { prices: [price('NORTH', '-3.00')] }),
      product('P3'),
      product('P4'),
      product('P5'),
    ),
  )
  expect(report.faults).toMatchObject([{ row: 3, sku: 'P2', reason: 'prices[0].price (NORTH): "-3.00" is negative' }])
  expect(report.products).toMatchObject({ unchanged: 4, deactivated: 0 })
})

test.each([
  [product('P1', { prices: [price('NORTH', '0.00')] }), 'P1', 'prices[0].price (NORTH): is zero'],
  [product('no such code'), null, 'code: "no such code" is not a SKU'],
  [product('P1', { name: { en: '  ' } }), 'P1', 'name: is empty in every language'],
])('%j is bad', async (row, sku, reason) => {
  const report = await importFeed(database, file(row))
  expect(report.faults).toMatchObject([{ row: 1, sku, reason }])
})

test.each(['', '{"products": []}', '[{"code":"P1"},'])('%j is not a feed', async (text) => {
  await expect(converted(text)).rejects.toThrow('is not a JSON array of products')
})
