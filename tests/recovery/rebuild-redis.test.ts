import { spawnSync } from 'node:child_process'
import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import { flashSaleShop } from '../flash-sales/flash-sale-shop.ts'
import { hasPostgres } from '../support/database.ts'
import { startRedisServer } from '../support/redis-server.ts'
import { redisUrl } from '../support/servers.ts'
import { testShop } from '../support/shop.ts'

/** Redis loses all data during a flash sale, and `npm run job` rebuilds it from the database. */
describe.runIf(hasPostgres() && redisUrl !== undefined)('Redis is lost', () => {
  test('the gate is rebuilt from the database: claims stay, and exactly the rest is sold', async () => {
    const redis = await startRedisServer()
    try {
      const shop = await testShop({ variables: { REDIS_URL: redis.url } })
      const { sale, claimed, claim, shopper, read } = await flashSaleShop(shop)
      const { id } = await sale({ allocation: 5, perCustomerLimit: 2 })
      const early = await shopper()
      await claimed(id, early, 2)
      await claimed(id, await shopper(), 1)

      await redis.flush()
      const keys = async () => {
        const client = new Redis(redis.url)
        return client.keys('*').finally(() => client.disconnect())
      }
      expect(await keys()).toEqual([])
      const env = { ...shop.env, PATH: `${process.cwd()}/node_modules/.bin:/usr/bin:/bin` }
      const job = spawnSync('node', ['scripts/run-job.ts', 'rebuild-flash-sales'], { env, encoding: 'utf8' })
      expect([job.status, job.stdout]).toEqual([
        0,
        expect.stringMatching(/^rebuild-flash-sales: [1-9] done, 0 left\.$/m),
      ])
      expect((await keys()).length).toBeGreaterThan(0)

      expect((await read(id)).remaining).toBe(2)
      expect((await claim(id, early)).body).toMatchObject({ code: 'flash_sale_limit_reached' })
      await claimed(id, await shopper(), 1)
      await claimed(id, await shopper(), 1)
      expect((await claim(id, await shopper())).body).toMatchObject({ code: 'flash_sale_sold_out' })
    } finally {
      await redis.end()
    }
  })
})
