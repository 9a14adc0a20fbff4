import { beforeEach, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { batch } from './import-samples.ts'

const shop = await routineShop()
const promotion = {
  ...{ id: 'p', code: 'P', kind: 'bundle_price', quantity: 2, amount: 900, free_quantity: 0, free_choice: 'cheapest' },
  ...{ percent: 0, description: { en: '2 for 9' }, skus: ['A'] },
}
const send = (promotions: unknown[], more: Record<string, unknown> = {}) =>
  shop.call('import_promotions', { ...batch, complete: true, seen: ['A', 'B'], spared: [], promotions, ...more })
const stored = () =>
  shop.row(`select active, source, array(select sku from promotion_products where promotion_id = p.id order by sku) as skus
    from promotions p where id = 'p'`)

beforeEach(async () => {
  for (const sku of ['A', 'B']) await insertProduct(shop, sku, { source: 'feed' })
})

test('a promotion is created, then unchanged, then changed', async () => {
  expect(await send([promotion])).toEqual({ created: 1, changed: 0, unchanged: 0, ended: 0 })
  expect(await send([promotion])).toEqual({ created: 0, changed: 0, unchanged: 1, ended: 0 })
  expect(await send([{ ...promotion, skus: ['B'] }])).toEqual({ created: 0, changed: 1, unchanged: 0, ended: 0 })
  expect(await stored()).toEqual({ active: true, source: 'feed', skus: ['B'] })
})

test('a promotion that a complete file lacks ends, and is active again with a file that has it', async () => {
  await send([promotion])
  expect(await send([])).toEqual({ created: 0, changed: 0, unchanged: 0, ended: 1 })
  expect(await stored()).toEqual({ active: false, source: 'gone:feed', skus: ['A'] })
  expect(await send([promotion])).toMatchObject({ changed: 1 })
  expect(await stored()).toMatchObject({ active: true, source: 'feed' })
})

test('an incomplete file ends no promotion of products that it does not list', async () => {
  await send([promotion])
  expect(await send([], { complete: false, seen: ['B'] })).toMatchObject({ ended: 0 })
  expect(await send([], { spared: ['A'], seen: ['B'] })).toMatchObject({ ended: 0 })
})
