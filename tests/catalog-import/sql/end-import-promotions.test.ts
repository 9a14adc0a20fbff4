import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { batch } from './import-samples.ts'

const shop = await routineShop()
const promotion = (id: string, source: string) => ({
  ...{ id, code: id, kind: 'bundle_price', quantity: 2, amount: 900, description: '{"en": "x"}', source },
})
const send = (more: object) =>
  shop.call('end_import_promotions', { ...batch, complete: true, listed: [], seen: [], spared: [], ...more })
const active = async () =>
  (await shop.rows('select id from promotions where active and source is not null order by id')).map(({ id }) => id)

test('end_import_promotions ends what the source no longer lists, but not what a spared product has', async () => {
  for (const sku of ['A', 'B']) await insertProduct(shop, sku)
  await shop.insert('promotions', promotion('a', 'feed'), promotion('b', 'feed'), promotion('c', 'feed'))
  await shop.insert('promotions', promotion('o', 'other'))
  await shop.insert('promotion_products', { promotion_id: 'b', sku: 'B' }, { promotion_id: 'o', sku: 'A' })
  expect(await send({ complete: false })).toMatchObject({ changed: 0, ended: 0 })
  expect(await send({ listed: ['a'], spared: ['b'] })).toMatchObject({ changed: 0, ended: 1 })
  expect(await active()).toEqual(['a', 'b', 'o'])
  // The price of A is now that of this source, and so are its promotions.
  expect(await send({ listed: ['a', 'b'], seen: ['a'] })).toMatchObject({ ended: 1 })
  expect(await active()).toEqual(['a', 'b'])
})
