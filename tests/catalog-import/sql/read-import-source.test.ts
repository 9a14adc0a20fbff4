import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const read = (after: string) => shop.call('read_import_source', { source: 'feed', after })

test('read_import_source returns the active products of a source, a page at a time', async () => {
  await insertProduct(shop, 'A', { source: 'feed' })
  await insertProduct(shop, 'B', { source: 'feed', other_sources: ['other'] })
  await insertProduct(shop, 'C', { source: 'other', other_sources: ['feed'] })
  await insertProduct(shop, 'D', { source: 'other' })
  await insertProduct(shop, 'E', { source: 'feed', active: false })
  await insertProduct(shop, 'F', { source: 'gone:other' })
  const [a, b, c] = [
    { sku: 'A', isShared: false },
    { sku: 'B', isShared: true },
    { sku: 'C', isShared: true },
  ]
  expect(await read('')).toEqual({ products: [a, b, c], others: 1 })
  expect(await read('A')).toEqual({ products: [b, c], others: null })
  expect(await read('C')).toEqual({ products: [], others: null })
})
