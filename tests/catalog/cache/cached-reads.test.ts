import { afterAll, describe, expect, test } from 'vitest'
import { catalogCaches } from '../../../shared/catalog/cache/open.ts'
import { ProductPage } from '../../../shared/catalog/list-products.ts'
import { Product } from '../../../shared/catalog/product.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { testShop } from '../../support/shop.ts'
import { pause, waitForAnswer } from './cache-process.ts'

const shop = await testShop({ variables: { USE_CACHE: 'True' } })
const cache = catalogCaches.get(getConfiguration(shop.env))
afterAll(() => cache?.close())
const read = async (sku: string) => Product.parse((await shop.call('GET', `/products/${sku}`)).body)
const SECOND_AND_LATENESS = 2_000

async function soon<Answer>(load: () => Promise<Answer>, expected: Answer): Promise<void> {
  expect(await waitForAnswer(load, expected)).toBeLessThan(SECOND_AND_LATENESS)
}

test('a repeated read comes from the cache, with the same body and ETag, and is counted', async () => {
  await waitForAnswer(async () => cache?.isSubscribed(), true)
  const before = { ...cache?.counts }
  const first = await shop.call('GET', '/products/MILK-0001')
  const again = await shop.call('GET', '/products/MILK-0001')
  expect([again.text, again.headers.get('etag')]).toEqual([first.text, first.headers.get('etag')])
  expect((cache?.counts.hits ?? 0) - (before.hits ?? 0)).toBe(1)
  const unchanged = await shop.call('GET', '/products/MILK-0001', {
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  })
  expect(unchanged.status).toBe(304)
})

describe('becomes visible within a second', () => {
  test('a price', async () => {
    await read('MILK-0001')
    await shop.rows("update products set price = 4321 where sku = 'MILK-0001'")
    await soon(async () => (await read('MILK-0001')).price, 4321)
  })

  test('a price in a list and in a search', async () => {
    const price = (query: string) => async () => {
      const { body } = await shop.call('GET', `/products?${query}`)
      return ProductPage.parse(body).items.find(({ sku }) => sku === 'MILK-0002')?.price
    }
    for (const query of ['category=milk&limit=100', 'q=milk&limit=100']) await price(query)()
    await shop.rows("update products set price = 1234 where sku = 'MILK-0002'")
    for (const query of ['category=milk&limit=100', 'q=milk&limit=100']) await soon(price(query), 1234)
  })

  test('the sale of the last unit', async () => {
    const sku = await addProduct(shop, { onHand: 2 })
    expect((await read(sku)).availability).toBe('low_stock')
    await shop.order({ lines: { [sku]: 2 } })
    await soon(async () => (await read(sku)).availability, 'sold_out')
  })

  test('the end of a promotion', async () => {
    const codes = async () => (await read('WATR-0002')).promotions.length
    expect(await codes()).toBe(1)
    await shop.rows("update promotions set ends_at = now() + interval '2 seconds' where code = 'WATER-2-12'")
    await pause(500)
    expect(await codes()).toBe(1)
    await pause(1_500)
    await soon(codes, 0)
  })

  test('a product that is deactivated and activated again', async () => {
    const sku = await addProduct(shop)
    const status = async () => (await shop.call('GET', `/products/${sku}`)).status
    expect(await status()).toBe(200)
    await shop.rows('update products set active = false where sku = $1', [sku])
    await soon(status, 404)
    await shop.rows('update products set active = true where sku = $1', [sku])
    await soon(status, 200)
  })
})
