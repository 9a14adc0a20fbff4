import { afterAll, expect, test } from 'vitest'
import { catalogCaches } from '../../shared/catalog/cache/open.ts'
import { FlashSalePage } from '../../shared/flash-sales/read-sales.ts'
import { configurationOf } from '../../shared/platform/configuration/configuration.ts'
import { untilAnswers } from '../catalog/cache/processes.ts'
import { testShop } from '../support/shop.ts'
import { flashSaleShop } from './flash-sale-shop.ts'

/** A crowd looks at a sale, and its numbers stay right, where reads are kept. */
const shop = await testShop({ variables: { USE_CACHE: 'True' } })
const cache = catalogCaches.of(configurationOf(shop.env))
afterAll(() => cache?.close())
const { sale, shopper, claimed, read } = await flashSaleShop(shop)
/** A second, and what a busy machine adds. */
const A_SECOND = 2_000

test('a crowd that looks at a sale is one read a second', async () => {
  const { id } = await sale()
  const before = cache?.counts.databaseReads ?? 0
  await Promise.all(Array.from({ length: 200 }, () => read(id)))
  expect((cache?.counts.databaseReads ?? 0) - before).toBe(1)
})

test('what is left is right within a second, again and again, though no change is told', async () => {
  await untilAnswers(async () => cache?.hears(), true)
  const { id } = await sale({ allocation: 10 })
  const listed = async () => {
    const page = FlashSalePage.parse((await shop.call('GET', '/flash-sales?limit=100')).body)
    return page.items.find((item) => item.id === id)?.remaining
  }
  for (const left of [9, 8]) {
    expect([(await read(id)).remaining, await listed()]).toEqual([left + 1, left + 1])
    await claimed(id, await shopper())
    expect(await untilAnswers(async () => (await read(id)).remaining, left)).toBeLessThan(A_SECOND)
    expect(await untilAnswers(listed, left)).toBeLessThan(A_SECOND)
  }
})

test('a sale that nobody made is not there, read or kept', async () => {
  const answer = await shop.call('GET', '/flash-sales/fls_none')
  expect([answer.status, (await shop.call('GET', '/flash-sales/fls_none')).status]).toEqual([404, 404])
})
