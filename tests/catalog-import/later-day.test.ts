import { beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../shared/platform/db/database.ts'
import { testDatabase } from '../support/database.ts'
import { emptyShop, importText, rowsOf } from './import-file.ts'
import { drinks, file, firstDay, product } from './product-file.ts'

const { database } = await testDatabase()
beforeEach(() => emptyShop(database))

/** Everything that an import writes, to be compared before and after. */
async function shop() {
  return Promise.all(
    [
      'products order by sku',
      'categories order by id',
      'promotions order by id',
      'promotion_products order by 1, 2',
      'inventory order by sku',
      'stock_movements order by id',
    ].map((rows) => rowsOf(database, `select * from ${rows}`)),
  )
}

test('the same file again changes nothing at all', async () => {
  await importText(database, file(...firstDay()))
  const before = await shop()
  const report = await importText(database, file(...firstDay()))
  expect(report.products).toEqual({ created: 0, changed: 0, unchanged: 4, deactivated: 0 })
  expect(report.promotions).toEqual({ created: 0, changed: 0, unchanged: 2, ended: 0 })
  expect(await shop()).toEqual(before)
})

test('the same products in another order are the same shop', async () => {
  await importText(database, file(...firstDay()))
  const before = await shop()
  await importText(database, file(...firstDay().toReversed()))
  expect(await shop()).toEqual(before)
})

test('a later day changes what changed, and only that', async () => {
  await importText(database, file(...firstDay()))
  const [p1, p2, p3] = firstDay()
  const report = await importText(
    database,
    file(
      { ...p1, price: 1300 },
      { ...p2, promotions: [] },
      { ...p3, promotions: [], category: drinks({ en: 'Grain drinks' }) },
      product('P5'),
    ),
  )
  expect(report.products).toEqual({ created: 1, changed: 2, unchanged: 1, deactivated: 1 })
  expect(report.promotions).toEqual({ created: 0, changed: 1, unchanged: 0, ended: 1 })
  expect(report.categories).toMatchObject({ created: 1, changed: 0 })
  const products = await rowsOf(database, 'select sku, price, active, version from products order by sku')
  expect(products.map(Object.values)).toEqual([
    ['P1', 1300, true, 2],
    ['P2', 1250, true, 1],
    ['P3', 1250, true, 2],
    ['P4', 1250, false, 2],
    ['P5', 1250, true, 1],
  ])
  const promotions = await rowsOf(database, 'select kind, active, version from promotions order by kind')
  expect(promotions.map(Object.values)).toEqual([
    ['bundle_free', false, 2],
    ['bundle_price', true, 2],
  ])
})

test('a product that a later file lists again is active again, with the stock it had', async () => {
  await importText(database, file(...firstDay()))
  const first = await rowsOf(database, 'select id, code from promotions order by id')
  await importText(database, file(...firstDay().slice(0, 2)))
  const report = await importText(database, file(...firstDay()), { openingStock: 5 })
  expect(report.products).toMatchObject({ created: 0, changed: 2 })
  const state = await rowsOf(
    database,
    'select count(*)::int as n, sum(on_hand)::int as stock from products join inventory using (sku) where active',
  )
  expect(state).toEqual([{ n: 4, stock: 400 }])
  expect(await rowsOf(database, 'select id, code from promotions where active order by id')).toEqual(first)
})

test('a slug stays when another category of the same name appears', async () => {
  const bottles = (parent: string) => ({ category: `Drinks > ${parent} > Bottles` })
  await importText(database, file(product('P2', bottles('Soda'))))
  await importText(database, file(product('P1', bottles('Beer')), product('P2', bottles('Soda'))))
  const slugs = await rowsOf(
    database,
    'select sku, slug from products p join categories c on c.id = category_id order by sku',
  )
  expect(slugs.map((row) => row.slug)).toEqual(['beer-bottles', 'bottles'])
})

describe('changes by staff stay', () => {
  test('inactive products, ended promotions, barcodes, temperatures and live stock', async () => {
    await importText(database, file(...firstDay()))
    await rowsOf(
      database,
      "update products set active = false, barcode = '4890000000003', temperature = 'chilled' where sku = 'P1'",
    )
    await rowsOf(database, "update promotions set active = false where kind = 'bundle_free'")
    await rowsOf(database, "update inventory set on_hand = 60 where sku = 'P2'")
    const [p1, ...others] = firstDay()
    await importText(database, file({ ...p1, price: 100 }, ...others))
    const products = await rowsOf(
      database,
      "select p.price, p.active, barcode, temperature, terms @@ '''#+4890000000003''' as found from products p join product_search using (sku) where sku = 'P1'",
    )
    expect(products).toEqual([
      { price: 100, active: false, barcode: '4890000000003', temperature: 'chilled', found: true },
    ])
    expect(await rowsOf(database, "select active from promotions where kind = 'bundle_free'")).toEqual([
      { active: false },
    ])
    expect(await rowsOf(database, "select on_hand from inventory where sku = 'P2'")).toEqual([{ on_hand: 60 }])
  })

  test("staff's own promotions are not touched", async () => {
    await importText(database, file(...firstDay()))
    await rowsOf(
      database,
      `insert into promotions (id, code, kind, quantity, percent, description)
      values ('own', 'OWN', 'quantity_percent', 2, 10, '{"en": "Ours"}')`,
    )
    await rowsOf(database, "insert into promotion_products values ('own', 'P4')")
    await importText(database, file(...firstDay().slice(0, 3)))
    expect(
      await rowsOf(
        database,
        "select active, version, sku from promotions join promotion_products on promotion_id = id where id = 'own'",
      ),
    ).toEqual([{ active: true, version: 1, sku: 'P4' }])
  })
})

test('an edit that happens between reading and writing is not lost', async () => {
  await importText(database, file(...firstDay()))
  let edits = 0
  const busy: Database = {
    ...database,
    async call(routine, argument) {
      if (routine === 'import_products' && edits++ === 0) {
        await rowsOf(database, "update products set barcode = '4890000000003', version = version + 1 where sku = 'P1'")
      }
      return database.call(routine, argument)
    },
  }
  const [p1, ...others] = firstDay()
  const report = await importText(busy, file({ ...p1, price: 1300 }, ...others))
  expect(report.products).toEqual({ created: 0, changed: 1, unchanged: 3, deactivated: 0 })
  const p1Now = await rowsOf(database, "select price, barcode, version from products where sku = 'P1'")
  expect(p1Now).toEqual([{ price: 1300, barcode: '4890000000003', version: 3 }])
})

test('an outage ends the import with an error, not with bad rows', async () => {
  const down: Database = { ...database, call: () => Promise.reject(new Error('connection lost')) }
  await expect(importText(down, file(...firstDay()))).rejects.toThrow('connection lost')
})
