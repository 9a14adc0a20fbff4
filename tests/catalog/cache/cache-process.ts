import { afterAll } from 'vitest'
import { type CatalogCache, openCatalogCache } from '../../../shared/catalog/cache/catalog-cache.ts'
import type { Database } from '../../../shared/platform/db/database.ts'
import { openPg } from '../../../shared/platform/db/transports/pg.ts'
import type { KeyValueStore } from '../../../shared/platform/kv/key-value-store.ts'
import { openTcp } from '../../../shared/platform/kv/transports/tcp.ts'
import { redisUrl } from '../../support/servers.ts'
import type { TestShop } from '../../support/shop.ts'

/** A process of the shop with its own connections, cache and read counter. */
export interface TestProcess {
  cache: CatalogCache
  /** The price of a product, through the cache. */
  price(sku: string): Promise<number>
  /** The number of database reads of prices. */
  reads(): number
}

export interface TestProcessOptions {
  /** False: the process receives no change notifications, as at the edge. */
  listens?: boolean
  store?: KeyValueStore | null
}

export function testProcess(shop: TestShop, options: TestProcessOptions = {}): TestProcess {
  const url = shop.env.DATABASE_URL ?? ''
  const embedded = url.startsWith('memory:')
  const own = embedded ? shop.database : openPg(url, 4)
  const { listen: _, ...withoutListen } = own
  const database: Database = options.listens === false ? withoutListen : own
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

/** A separate connection to the shared Redis; null without Redis. */
function sharedStore(): KeyValueStore | null {
  if (redisUrl === undefined) return null
  const store = openTcp(redisUrl)
  afterAll(() => store.close())
  return store
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Repeats a read until it returns `expected`. Returns the milliseconds that it took, or null after `timeout`. */
export async function waitForAnswer<Answer>(read: () => Promise<Answer>, expected: Answer, timeout = 3_000) {
  const started = performance.now()
  while (performance.now() - started < timeout) {
    if ((await read()) === expected) return performance.now() - started
    await pause(20)
  }
  return null
}
