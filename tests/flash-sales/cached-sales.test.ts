import { afterAll, expect, test } from 'vitest'
import { catalogCaches } from '../../shared/catalog/cache/open.ts'
import { FlashSalePage } from '../../shared/flash-sales/read-flash-sales.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { waitForAnswer } from '../catalog/cache/cache-process.ts'
import { testShop } from '../support/shop.ts'
import { flashSaleShop } from './flash-sale-shop.ts'

/** A shop with a catalog cache. */
const shop = await testShop({ variables: { USE_CACHE: 'True' } })
const cache = catalogCaches.get(getConfiguration(shop.env))
afterAll(() => cache?.close())
const { sale, shopper, claimed, read } = await flashSaleShop(shop)
/** The lifetime of a cached sale, with tolerance for a busy machine. */
const CACHE_MILLISECONDS = 2_000

test('concurrent requests for a sale need one read of the database', async () => {
  const { id } = await sale()
  const before = cache?.counts.databaseReads ?? 0
  await Promise.all(Array.from({ length: 200 }, () => read(id)))
  expect((cache?.counts.databaseReads ?? 0) - before).toBe(1)
})

test('the remaining units are correct within a second, without a notification', async () => {
  await waitForAnswer(async () => cache?.isSubscribed(), true)
  const { id } = await sale({ allocation: 10 })
  const listed = async () => {
    const page = FlashSalePage.parse((await shop.call('GET', '/flash-sales?limit=100')).body)
    return page.items.find((item) => item.id === id)?.remaining
  }
  for (const left of [9, 8]) {
    expect([(await read(id)).remaining, await listed()]).toEqual([left + 1, left + 1])
    await claimed(id, await shopper())
    expect(await waitForAnswer(async () => (await read(id)).remaining, left)).toBeLessThan(CACHE_MILLISECONDS)
    expect(await waitForAnswer(listed, left)).toBeLessThan(CACHE_MILLISECONDS)
  }
})

test('404 for an unknown sale, also from the cache', async () => {
  const answer = await shop.call('GET', '/flash-sales/fls_none')
  expect([answer.status, (await shop.call('GET', '/flash-sales/fls_none')).status]).toEqual([404, 404])
})
