import { expect, test } from 'vitest'
import { readSqlFiles } from '../../scripts/sql-files.ts'
import { migrate } from '../../shared/platform/db/migrate.ts'
import { openPglite } from '../../shared/platform/db/transports/pglite.ts'

const MIGRATION = '0019_one_product_for_each_barcode_and_sku.sql'

test('products from before barcodes and SKUs were compared in every form survive the migration', async () => {
  const database = openPglite(undefined)
  const rows = (text: string) => database.query({ name: '', text }, [])
  const files = await readSqlFiles()
  const before = files.migrations.filter(({ name }) => name < MIGRATION)
  // The routines of this version, but those that need the new columns, stand for those of the version before.
  const routines = files.routines.filter(({ text }) =>
    /function (?:\w*search\w*|index_products|fold_\w+|english_\w+)\(/.test(text),
  )
  await migrate(database, { migrations: before, routines })
  await rows(`insert into categories (id, slug, name) values ('c', 'c', '{"en": "C"}')`)
  await rows(`
    insert into products (sku, barcode, name, category_id, unit, price, price_quantity, active, source, created_at)
    select sku, barcode, '{"en": "x"}', 'c', 'each', 100, 1, active, source, now() + age * interval '1 day'
    from (values
      ('milk-1', '036000291452', true, 'csv', 2), ('MILK-1', '0036000291452', true, 'gone:csv', 1),
      ('Milk-1', '00000000', true, 'feed', 3), ('tea', '96385074', false, 'csv', 1), ('TEA-2', '096385074012', true, null, 1),
      ('jam', '00000096385074', true, 'csv', 2)
    ) as given (sku, barcode, active, source, age)`)
  await migrate(database, files)
  expect(await rows('select sku, barcode, case_twin, source from products order by sku')).toEqual([
    { sku: 'MILK-1', barcode: '0036000291452', case_twin: true, source: 'gone:default' },
    { sku: 'Milk-1', barcode: null, case_twin: true, source: 'feed' },
    { sku: 'TEA-2', barcode: '096385074012', case_twin: false, source: null },
    { sku: 'jam', barcode: '00000096385074', case_twin: false, source: 'default' },
    { sku: 'milk-1', barcode: null, case_twin: false, source: 'default' },
    { sku: 'tea', barcode: null, case_twin: false, source: 'default' },
  ])
  expect(await rows("select entity_id, before ->> 'barcode' as barcode from audit_log order by id")).toHaveLength(3)
  await database.close()
})
