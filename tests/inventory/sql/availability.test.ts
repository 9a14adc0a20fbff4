import { expect, test } from 'vitest'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()
const availability = async (sku: string) => (await shop.rows('select availability($1) as is', [sku]))[0]?.is

test('in stock above the threshold, low at the threshold, sold out at 0', async () => {
  expect(await availability(await addProduct(shop, { onHand: 11 }))).toBe('in_stock')
  expect(await availability(await addProduct(shop, { onHand: 10 }))).toBe('low_stock')
  expect(await availability(await addProduct(shop, { onHand: 0 }))).toBe('sold_out')
})

test('held units are not available until the hold expires', async () => {
  const sku = await addProduct(shop, { onHand: 2 })
  const order = await shop.order({ lines: { [sku]: 2 } })
  expect(await availability(sku)).toBe('sold_out')
  await shop.rows("update stock_holds set expires_at = now() - interval '1 second' where order_id = $1", [order.id])
  expect(await availability(sku)).toBe('low_stock')
  await shop.cancel(order)
})

test('category_descendants: a category with its descendants, [] for an unknown one, null for null', async () => {
  const ids = async (slug: string | null) => (await shop.rows('select category_descendants($1) as ids', [slug]))[0]?.ids
  expect(await ids('fruit')).toEqual(['cat-fruit'])
  expect(await ids('fresh-produce')).toEqual(expect.arrayContaining(['cat-fresh-produce', 'cat-fruit']))
  expect(await ids('no-such')).toEqual([])
  expect(await ids(null)).toBeNull()
})
