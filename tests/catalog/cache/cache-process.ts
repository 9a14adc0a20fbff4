import { afterAll } from 'vitest'
import { type CatalogCache, openCatalogCache } from '../../../shared/catalog/cache/catalog-cache.ts'
import type { Database } from '../../../shared/platform/db/database.ts'
import { openPg } from '../../../shared/platform/db/transports/pg.ts'
import type { KeyValueStore } from '../../../shared/platform/kv/key-value-store.ts'
import { openTcp } from '../../../shared/platform/kv/transports/tcp.ts'
import { redisUrl } from '../../support/servers.ts'
import type { TestShop } from '../../support/shop.ts'

/** What a process of the shop has of its own: connections, a cache, and what it read. */
export interface TestProcess {
  cache: CatalogCache
  /** The price of a product, through the cache. */
  price(sku: string): Promise<number>
  /** Times that the database was read for prices. */
  reads(): number
}

export interface TestProcessOptions {
  /** Without, the process does not hear of changes: as at the edge. */
  listens?: boolean
  store?: KeyValueStore | null
}

export function testProcess(shop: TestShop, options: TestProcessOptions = {}): TestProcess {
  const url = shop.env.DATABASE_URL ?? ''
  const embedded = url.startsWith('memory:')
  const own = embedded ? shop.database : openPg(url, 4)
  const { listen: _, ...deaf } = own
  const database: Database = options.listens === false ? deaf : own
  const store = options.store === undefined ? sharedStore() : options.store
  const cache = openCatalogCache(database, store)
  let reads = 0
  afterAll(async () => {
    await cache.close()
    if (!embedded) await own.close()
  })
  return {
    cache,
    reads: () => reads,
    price: (sku) =>
      cache.read(`product:${sku}`, { sku }, async () => {
        reads++
        const [row] = await database.query({ name: 'price', text: 'select price from products where sku = $1' }, [sku])
        return Number(row?.price)
      }),
  }
}

/** Each a connection of its own to one Redis; in memory where there is none, which is one process's. */
function sharedStore(): KeyValueStore | null {
  if (redisUrl === undefined) return null
  const store = openTcp(redisUrl)
  afterAll(() => store.close())
  return store
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Asks again and again, at most so long, until the answer is the one; how long it took, or null. */
export async function waitForAnswer<Answer>(ask: () => Promise<Answer>, wanted: Answer, atMost = 3_000) {
  const started = performance.now()
  while (performance.now() - started < atMost) {
    if ((await ask()) === wanted) return performance.now() - started
    await pause(20)
  }
  return null
}
