import { beforeEach, expect, test } from 'vitest'
import * as z from 'zod'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { batch } from './import-samples.ts'

const shop = await routineShop()
const promotion = {
  ...{ id: 'p', code: 'P', kind: 'bundle_price', quantity: 2, amount: 900, free_quantity: 0, free_choice: 'cheapest' },
  ...{ percent: 0, description: { en: '2 for 9' }, skus: ['A'] },
}
const Counts = z.object({ created: z.int(), changed: z.int(), unchanged: z.int(), ended: z.int() })
/** Writes the promotions of a file, then ends the others. */
async function send(promotions: (typeof promotion)[], more: Record<string, unknown> = {}) {
  const listed = promotions.map(({ id }) => id)
  const file = { ...batch, complete: true, seen: ['a', 'B'], spared: [], promotions, listed, ...more }
  const written = Counts.parse(await shop.call('import_promotions', file))
  const ended = Counts.parse(await shop.call('end_import_promotions', file))
  return { ...written, changed: written.changed + ended.changed, ended: ended.ended }
}
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
