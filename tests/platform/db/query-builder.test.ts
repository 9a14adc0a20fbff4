import { and, count, desc, eq, inArray, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { products } from '../../../shared/catalog/tables.ts'
import { coupons } from '../../../shared/coupons/tables.ts'
import { stockMovements } from '../../../shared/inventory/tables.ts'
import { orders } from '../../../shared/orders/tables.ts'
import type { Database } from '../../../shared/platform/db/database.ts'
import { queryBuilder } from '../../../shared/platform/db/query-builder.ts'
import { hasPostgres, type TestDatabase, testDatabase } from '../../support/database.ts'

const fixtures = `
  insert into categories (id, slug, name) values ('cat', 'dairy', '{"en": "Dairy"}');
  insert into products (sku, category_id, name, brand, unit, price, price_quantity, created_at) values
    ('MILK', 'cat', '{"en": "Milk", "zh-Hant": "鮮奶"}', null, 'each', 1050, 1, '2026-03-01 08:00:00.123456+08'),
    ('RICE', 'cat', '{"en": "Rice"}', '{"en": "Field"}', 'g', 2000, 1000, '2026-03-02 00:00:00+00');
  insert into inventory (sku, on_hand) values ('MILK', 3);
  insert into stock_movements (sku, delta, reason, actor) values ('MILK', 3, 'opening', 'test');
  insert into coupons (id, code, type, value, skus) values ('c', 'C', 'percent', 10, array['MILK', 'a "quoted", one']);
  insert into carts (id, currency) values ('crt', 'HKD');
  insert into orders (id, number, cart_id, email, status, currency, subtotal, discount, delivery_fee, total, expires_at)
  values ('ord', 9007199254740991, 'crt', 'a@b.c', 'paid', 'HKD', 1, 0, 0, 1, now());`

async function readAll(database: Database) {
  const from = queryBuilder(database, 'test')
  return {
    products: await from.select().from(products).orderBy(products.sku),
    chosen: await from
      .select({ sku: products.sku, name: products.name, at: products.createdAt })
      .from(products)
      .where(and(inArray(products.sku, ['MILK', 'OTHER']), eq(products.active, true)))
      .orderBy(desc(products.price)),
    left: await from
      .select({ sku: products.sku, movement: stockMovements })
      .from(products)
      .leftJoin(stockMovements, eq(stockMovements.sku, products.sku))
      .orderBy(products.sku)
      .then((rows) => rows.map(({ sku, movement }) => ({ sku, delta: movement?.delta, id: typeof movement?.id }))),
    coupon: await from.select({ skus: coupons.skus, categories: coupons.categoryIds }).from(coupons),
    number: await from.select({ number: orders.number }).from(orders),
    many: await from.select({ many: count() }).from(products),
    aggregate: await from.select({ newest: sql<string>`max(${products.createdAt})` }).from(products),
  }
}

const expected = {
  chosen: [{ sku: 'MILK', name: { en: 'Milk', 'zh-Hant': '鮮奶' }, at: '2026-03-01T00:00:00.123Z' }],
  left: [
    { sku: 'MILK', delta: 3, id: 'number' },
    { sku: 'RICE', delta: undefined, id: 'undefined' },
  ],
  coupon: [{ skus: ['MILK', 'a "quoted", one'], categories: null }],
  number: [{ number: Number.MAX_SAFE_INTEGER }],
  many: [{ many: 2 }],
  aggregate: [{ newest: '2026-03-02T00:00:00.000Z' }],
}

describe.each(hasPostgres() ? ['postgres', 'embedded'] : ['embedded'])('reads from %s', (kind) => {
  let own: TestDatabase
  beforeAll(async () => {
    own = await testDatabase({ embedded: kind === 'embedded' })
    await own.database.runScript(fixtures, 1)
  })

  test('return jsonb, times, integers, arrays and null with the types of the table', async () => {
    const { products: rows, ...rest } = await readAll(own.database)
    expect(rest).toEqual(expected)
    expect(rows[1]).toEqual({
      sku: 'RICE',
      barcode: null,
      otherSources: [],
      barcodeNumber: null,
      caseTwin: false,
      name: { en: 'Rice' },
      brand: { en: 'Field' },
      categoryId: 'cat',
      unit: 'g',
      price: 2000,
      priceQuantity: 1000,
      contentQuantity: null,
      contentUnit: null,
      images: [],
      ageRestricted: false,
      orderLimit: null,
      temperature: 'ambient',
      active: true,
      source: null,
      version: 1,
      createdAt: '2026-03-02T00:00:00.000Z',
      updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    })
  })
})
