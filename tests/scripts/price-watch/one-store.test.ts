import { beforeEach, expect, test } from 'vitest'
import { emptyShop, importText, rowsOf } from '../../catalog-import/import-file.ts'
import { testDatabase } from '../../support/database.ts'
import { file, offer, price, product } from './feed-file.ts'

const { database } = await testDatabase()
beforeEach(() => emptyShop(database))

test('only what it sells, at its prices', async () => {
  const report = await importText(database, file(product('P1'), product('P2', { prices: [price('SOUTH', '5.00')] })), {
    store: 'north',
  })
  expect([report.products.created, report.unsold]).toEqual([1, 1])
  expect(await rowsOf(database, 'select sku, price, source from products')).toEqual([
    { sku: 'P1', price: 1250, source: 'online-price-watch:NORTH' },
  ])
})

test('a price of another store may be nonsense', async () => {
  const prices = [price('NORTH', '9.90'), price('SOUTH', 'ask us')]
  expect((await importText(database, file(product('P1', { prices })), { store: 'NORTH' })).bad).toBe(0)
})

test('a store that the file does not have: its stores are named, nothing is changed', async () => {
  const report = await importText(database, file(product('P1')), { store: 'WEST' })
  expect(report.unknownStore).toEqual({ asked: 'WEST', seen: ['NORTH', 'SOUTH'] })
  expect(await rowsOf(database, 'select sku from products')).toEqual([])
  expect(await rowsOf(database, 'select id from categories')).toEqual([])
})

test('products of one brand with the same offer may be mixed, other brands not', async () => {
  const offers = [offer('NORTH', 'Buy 2 item(s) for $20.00', '$20任揀2件'), offer('SOUTH', 'Buy 3 get 1 free')]
  const report = await importText(
    database,
    file(
      product('P1', { offers }),
      product('P2', {
        offers: [offer('NORTH', 'Buy 2 item(s) for $20.00 /', '$20任揀2件')],
        brand: { en: 'HILLSIDE' },
      }),
      product('P3', { offers, brand: { en: 'Brook' } }),
    ),
    { store: 'NORTH' },
  )
  expect(report.offers).toEqual({ read: 3, refused: [] })
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

test('an offer that is not understood or of no use is listed, with its product and words', async () => {
  const report = await importText(
    database,
    file(
      product('P1', { offers: [offer('NORTH', 'A great deal')] }),
      product('P2', { offers: [offer('NORTH', 'Buy 2 at $25.00')] }),
      product('P3', { offers: [offer('NORTH', 'Buy 2 to save $25.00')] }),
      product('P4', { offers: [offer('NORTH', 'Buy Second for $12.50')] }),
    ),
    { store: 'NORTH' },
  )
  expect(report.offers?.refused).toEqual([
    { sku: 'P1', store: 'NORTH', text: 'A great deal', reason: 'not understood' },
    { sku: 'P2', store: 'NORTH', text: 'Buy 2 at $25.00', reason: 'saves nothing at these prices' },
    { sku: 'P3', store: 'NORTH', text: 'Buy 2 to save $25.00', reason: 'saves more than the goods cost' },
    { sku: 'P4', store: 'NORTH', text: 'Buy Second for $12.50', reason: 'saves nothing at these prices' },
  ])
  expect(await rowsOf(database, 'select id from promotions')).toEqual([])
})
