import { beforeEach, describe, expect, test } from 'vitest'
import { emptyShop, importText, rowsOf } from '../../catalog-import/import-file.ts'
import { testDatabase } from '../../support/database.ts'
import { file, offer, price, product } from './feed-file.ts'

const { database } = await testDatabase()
beforeEach(() => emptyShop(database))

describe('without a store', () => {
  test('a product comes in at its lowest price, with everything the feed says of it', async () => {
    const report = await importText(database, file(product('P1', { offers: [offer('NORTH', 'Buy 2 at $20.00')] })))
    expect(report.products).toEqual({ created: 1, changed: 0, unchanged: 0, deactivated: 0 })
    expect(report.offers).toBeNull()
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

  test('stock opens with a movement that explains it', async () => {
    await importText(database, file(product('P1')), { openingStock: 7 })
    expect(await rowsOf(database, 'select on_hand, held from inventory')).toEqual([{ on_hand: 7, held: 0 }])
    const movements = await rowsOf(database, 'select sku, delta, reason, actor from stock_movements')
    expect(movements).toEqual([{ sku: 'P1', delta: 7, reason: 'opening', actor: 'import' }])
  })

  test('a product that no store sells is left out', async () => {
    const report = await importText(database, file(product('P1', { prices: [] }), product('P2')))
    expect([report.unsold, report.bad, report.products.created]).toEqual([1, 0, 1])
  })
})

describe('traps of the feed', () => {
  test('codes and prices that are numbers, stray spaces, invisible characters, a field of a later day', async () => {
    const odd = product(173520, {
      name: { en: '  Oat\u00a0 Drink  ', 'zh-Hant': '燕麥\u200b飲品 ' },
      prices: [price('NORTH', 10.5)],
    })
    const report = await importText(database, `\uFEFF${JSON.stringify([{ ...odd, updatedAt: 'today' }])}`)
    expect(report.faults).toEqual([])
    expect(await rowsOf(database, 'select sku, price, name from products')).toEqual([
      { sku: '173520', price: 1050, name: { en: 'Oat Drink', 'zh-Hant': '燕麥飲品' } },
    ])
  })

  test('a category is its path: one name under two parents is two, a stray space makes no third', async () => {
    const under = (parent: string, name: string) => ({ cat2Name: { en: parent }, cat3Name: { en: name } })
    const report = await importText(
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

  test('alcohol asks for the age, frozen and chilled goods for cold', async () => {
    await importText(
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
