import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { batch, importedRow } from './import-samples.ts'

const shop = await routineShop()
const rehearse = (routine: string, more: object) =>
  shop.call('rehearse_import', { routine, batch: { ...batch, ...more } })

test('rehearse_import returns what a routine would, and nothing is written', async () => {
  const tea = { id: 't', parent_id: 'not-kept', name: { en: 'Tea' }, slugs: ['tea'] }
  expect(await rehearse('import_categories', { categories: [tea] })).toMatchObject({ created: 1 })
  const row = importedRow('A', { category_id: 't' })
  expect(await rehearse('import_products', { rows: [row] })).toMatchObject({ created: 1 })
  const promotion = {
    ...{ id: 'p', code: 'P', kind: 'bundle_price', quantity: 2, amount: 900, free_quantity: 0 },
    ...{ free_choice: 'cheapest', percent: 0, description: { en: '2 for 9' }, skus: ['A'] },
  }
  const promotions = { complete: true, seen: [], spared: [], promotions: [promotion] }
  expect(await rehearse('import_promotions', promotions)).toMatchObject({ created: 1 })
  expect(await rehearse('end_import_promotions', { ...promotions, listed: [] })).toMatchObject({ ended: 0 })
  expect(await rehearse('deactivate_missing_products', { skus: ['A'] })).toEqual({ deactivated: 0 })
  expect(await shop.rows("select sku from products where source = 'feed'")).toEqual([])
  expect(await shop.rows("select id from categories where id = 't'")).toEqual([])
  expect(await shop.rows("select id from promotions where source = 'feed'")).toEqual([])
  expect(await shop.rows('select from audit_log')).toEqual([])
})
