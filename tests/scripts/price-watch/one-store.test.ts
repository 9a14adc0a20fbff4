import { beforeEach, expect, test } from 'vitest'
import { emptyShop, rowsOf } from '../../catalog-import/import-file.ts'
import { testDatabase } from '../../support/database.ts'
import { file, offer, price, product } from './feed-file.ts'
import { converted, importFeed } from './import-feed.ts'

const { database } = await testDatabase()
beforeEach(() => emptyShop(database))

test('only what it sells, at its prices', async () => {
  const feed = file(product('P1'), product('P2', { prices: [price('SOUTH', '5.00')] }))
  const report = await importFeed(database, feed, 'NORTH')
  expect([report.products.created, report.feed.unsold]).toEqual([1, 1])
  expect(await rowsOf(database, 'select sku, price, source from products')).toEqual([
    { sku: 'P1', price: 1250, source: 'online-price-watch:NORTH' },
  ])
})

test('a price of another store may be nonsense', async () => {
  const prices = [price('NORTH', '9.90'), price('SOUTH', 'call us')]
  expect((await importFeed(database, file(product('P1', { prices })), 'NORTH')).bad).toBe(0)
})

test('the stores of the feed are listed, for a store that is not in it', async () => {
  const feed = await converted(file(product('P1')), 'WEST')
  expect([feed.stores, feed.lines, feed.unsold]).toEqual([['NORTH', 'SOUTH'], [], 1])
})

test('products of one brand with the same offer may be mixed, other brands not', async () => {
  const offers = [offer('NORTH', 'Buy 2 item(s) for $20.00', '$20任揀2件'), offer('SOUTH', 'Buy 3 get 1 free')]
  const report = await importFeed(
    database,
    file(
      product('P1', { offers }),
      product('P2', {
        offers: [offer('NORTH', 'Buy 2 item(s) for $20.00 /', '$20任揀2件')],
        brand: { en: 'HILLSIDE' },
      }),
      product('P3', { offers, brand: { en: 'Brook' } }),
    ),
    'NORTH',
  )
  expect(report.feed.offers).toEqual({ read: 3, refused: [] })
  const promotions = await rowsOf(
    database,
    `select kind, quantity, amount, description, source, array_agg(sku order by sku) as skus
     from promotions join promotion_products on promotion_id = id group by id order by min(sku)`,
  )
  const common = { kind: 'bundle_price', quantity: 2, amount: 2000, source: 'online-price-watch:NORTH' }
  const description = { en: 'Buy 2 item(s) for $20.00', 'zh-Hant': '$20任揀2件', 'zh-Hans': '$20任揀2件' }
  expect(promotions).toEqual([
    { ...common, description, skus: ['P1', 'P2'] },
    { ...common, description, skus: ['P3'] },
  ])
})

test('an offer that is not understood or saves nothing is listed with its product and text', async () => {
  const report = await importFeed(
    database,
    file(
      product('P1', { offers: [offer('NORTH', 'A great deal')] }),
      product('P2', { offers: [offer('NORTH', 'Buy 2 at $25.00')] }),
      product('P3', { offers: [offer('NORTH', 'Buy 2 to save $25.00')] }),
      product('P4', { offers: [offer('NORTH', 'Buy Second for $12.50')] }),
    ),
    'NORTH',
  )
  expect(report.feed.offers?.refused).toEqual([
    { sku: 'P1', text: 'A great deal', reason: 'not understood' },
    { sku: 'P2', text: 'Buy 2 at $25.00', reason: 'saves nothing at these prices' },
    { sku: 'P3', text: 'Buy 2 to save $25.00', reason: 'saves more than the products cost' },
    { sku: 'P4', text: 'Buy Second for $12.50', reason: 'saves nothing at these prices' },
  ])
  expect(await rowsOf(database, 'select id from promotions')).toEqual([])
})
