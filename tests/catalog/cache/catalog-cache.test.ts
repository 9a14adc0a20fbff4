import { describe, expect, test } from 'vitest'
import { openTcp } from '../../../shared/platform/kv/transports/tcp.ts'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { redisUrl } from '../../support/servers.ts'
import { testShop } from '../../support/shop.ts'
import { pause, type TestProcess, testProcess, waitForAnswer } from './cache-process.ts'

const shop = await testShop()
const crowd = (process: TestProcess, sku: string, size = 100) =>
  Promise.all(Array.from({ length: size }, () => process.price(sku)))
const setPrice = (sku: string, price: number) =>
  shop.rows('update products set price = $2 where sku = $1', [sku, price])

/** A change is visible within a second. The allowance is for a busy machine. */
const A_SECOND = 1_000
const LATENESS = 1_000
/** A unique SKU, because other tests may use the same Redis. */
const newSku = async () => {
  const sku = await addProduct(shop)
  const own = `C${crypto.randomUUID()}`
  await shop.rows(
    `with p as (insert into products (sku, name, category_id, unit, price, price_quantity)
       select $2, name, category_id, unit, price, price_quantity from products where sku = $1 returning sku)
     insert into inventory (sku) select sku from p`,
    [sku, own],
  )
  return own
}

describe('many concurrent reads', () => {
  test('in one process: one database read', async () => {
    const process = testProcess(shop)
    const sku = await newSku()
    expect(new Set(await crowd(process, sku))).toEqual(new Set([1000]))
    expect([process.reads(), process.cache.counts.databaseReads]).toEqual([1, 1])
    await crowd(process, sku)
    expect(process.cache.counts).toEqual({ hits: 100, misses: 100, databaseReads: 1 })
  })

  test.runIf(redisUrl !== undefined)(
    'in four processes: one database read, and four with the naive variant without Redis',
    async () => {
      const sku = await newSku()
      const processes = Array.from({ length: 4 }, () => testProcess(shop))
      await Promise.all(processes.map((process) => crowd(process, sku)))
      expect(processes.reduce((sum, { reads }) => sum + reads(), 0)).toBe(1)

      const naive = Array.from({ length: 4 }, () => testProcess(shop, { store: null }))
      const other = await newSku()
      await Promise.all(naive.map((process) => crowd(process, other)))
      expect(naive.reduce((sum, { reads }) => sum + reads(), 0)).toBe(4)
    },
  )

  test('for several seconds: less than one database read per second', async () => {
    const processes = [testProcess(shop), testProcess(shop)]
    const sku = await newSku()
    for (const { cache } of processes) await waitForAnswer(async () => cache.isSubscribed(), true)
    const seconds = 4
    for (const end = Date.now() + seconds * 1_000; Date.now() < end; ) {
      await Promise.all(processes.map((process) => crowd(process, sku, 10)))
      await pause(5)
    }
    expect(processes.reduce((sum, { reads }) => sum + reads(), 0)).toBeLessThan(seconds)
  })
})

describe('a change is visible within a second', () => {
  test.each([
    ['with change notifications', {}],
    ['without change notifications', { listens: false }],
    ['without Redis', { store: openTcp('redis://127.0.0.1:1') }],
  ])('%s', async (_case, options) => {
    const processes = [testProcess(shop, options), testProcess(shop, options)]
    const sku = await newSku()
    for (const process of processes) await crowd(process, sku)
    for (const price of [1100, 1200]) {
      await setPrice(sku, price)
      for (const { price: read } of processes) {
        const took = await waitForAnswer(() => read(sku), price)
        expect(took).toBeLessThan(A_SECOND + LATENESS)
      }
    }
  })

  test('the naive variant: a cache without expiry fails this check', async () => {
    const sku = await newSku()
    const entries = new Map<string, Promise<unknown>>()
    const read = async () => {
      const made = entries.get(sku) ?? shop.rows('select price from products where sku = $1', [sku])
      entries.set(sku, made)
      return (await made) && JSON.stringify(await made)
    }
    await read()
    await setPrice(sku, 1100)
    expect(await waitForAnswer(read, '[{"price":1100}]', A_SECOND + LATENESS)).toBeNull()
  })
})

test('without Redis many concurrent reads are one database read', async () => {
  const process = testProcess(shop, { store: openTcp('redis://127.0.0.1:1') })
  const sku = await newSku()
  expect(await crowd(process, sku)).toEqual(Array(100).fill(1000))
  expect(process.reads()).toBe(1)
})

test('a failed read rejects for all callers, and the next call reads again', async () => {
  const { cache } = testProcess(shop)
  const key = crypto.randomUUID()
  const failing = () => Promise.reject(new Error('unavailable'))
  const answers = await Promise.allSettled([cache.read(key, 'all', failing), cache.read(key, 'all', failing)])
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await cache.read(key, 'all', async () => 7)).toBe(7)
})
