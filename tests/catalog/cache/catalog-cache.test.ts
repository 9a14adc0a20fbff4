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

/** A change is seen within a second; a busy machine may be late with anything else. */
const A_SECOND = 1_000
const LATENESS = 1_000
/** Of its own in a Redis that others use as well. */
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

describe('a crowd', () => {
  test('in one process is one read', async () => {
    const process = testProcess(shop)
    const sku = await newSku()
    expect(new Set(await crowd(process, sku))).toEqual(new Set([1000]))
    expect([process.reads(), process.cache.counts.databaseReads]).toEqual([1, 1])
    await crowd(process, sku)
    expect(process.cache.counts).toEqual({ hits: 100, misses: 100, databaseReads: 1 })
  })

  test.runIf(redisUrl !== undefined)(
    'in four processes is one read; each reading for itself would be four',
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

  test('that asks for seconds reads less than once a second', async () => {
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

describe('a change is seen within a second', () => {
  test.each([
    ['by who hears of it', {}],
    ['by who does not', { listens: false }],
    ['without Redis', { store: openTcp('redis://127.0.0.1:1') }],
  ])('%s', async (_who, options) => {
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

  test('a cache that only forgets after a while is caught by this', async () => {
    const sku = await newSku()
    const remembered = new Map<string, Promise<unknown>>()
    const read = async () => {
      const made = remembered.get(sku) ?? shop.rows('select price from products where sku = $1', [sku])
      remembered.set(sku, made)
      return (await made) && JSON.stringify(await made)
    }
    await read()
    await setPrice(sku, 1100)
    expect(await waitForAnswer(read, '[{"price":1100}]', A_SECOND + LATENESS)).toBeNull()
  })
})

test('without Redis a crowd reads the database, and nothing breaks', async () => {
  const process = testProcess(shop, { store: openTcp('redis://127.0.0.1:1') })
  const sku = await newSku()
  expect(await crowd(process, sku)).toEqual(Array(100).fill(1000))
  expect(process.reads()).toBe(1)
})

test('a read that fails is told to all who wait for it, and tried anew', async () => {
  const { cache } = testProcess(shop)
  const key = crypto.randomUUID()
  const failing = () => Promise.reject(new Error('away'))
  const answers = await Promise.allSettled([cache.read(key, 'all', failing), cache.read(key, 'all', failing)])
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await cache.read(key, 'all', async () => 7)).toBe(7)
})
