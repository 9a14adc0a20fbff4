import { Redis } from 'ioredis'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Cart } from '../../shared/carts/cart.ts'
import { flashSaleShop } from '../flash-sales/flash-sale-shop.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { startRedisServer } from '../support/redis-server.ts'
import { redisUrl } from '../support/servers.ts'
import { testShop } from '../support/shop.ts'

const CARTS = 6
const ROUNDS = 5

describe.runIf(redisUrl !== undefined)('carts while Redis is lost', () => {
  test('a flush, a restart and an outage lose no change that was acknowledged', { timeout: 60_000 }, async () => {
    const redis = await startRedisServer()
    onTestFinished(redis.end)
    const shop = await testShop({ variables: { REDIS_URL: redis.url, USE_CACHE: 'True', RATE_LIMITS: 'True' } })
    const { sale, claimed, shopper } = await flashSaleShop(shop)
    const skus = await Promise.all(Array.from({ length: 3 }, () => addProduct(shop, { onHand: 1_000 })))
    const carts = await Promise.all(Array.from({ length: CARTS }, () => shop.cart()))
    const acknowledged = new Map(carts.map(({ id }) => [id, new Map<string, number>()]))
    let changes = 0

    /** Two callers change every cart concurrently. The acknowledged quantities must survive. */
    async function change(): Promise<void> {
      const puts = [...acknowledged].flatMap(([cartId, lines]) =>
        [0, 1].map(async (caller) => {
          for (let round = 0; round < ROUNDS; round++) {
            const sku = skus[caller] ?? ''
            const quantity = 1 + (++changes % 90)
            const answer = await shop.call('PUT', `/carts/${cartId}/items/${sku}`, { body: { quantity } })
            expect(answer.status, answer.text).toBe(200)
            lines.set(sku, quantity)
          }
        }),
      )
      await Promise.all(puts)
    }
    async function expectAcknowledgedChanges(): Promise<void> {
      for (const [cartId, lines] of acknowledged) {
        const cart = Cart.parse((await shop.call('GET', `/carts/${cartId}`)).body)
        expect(new Map(cart.lines.map(({ sku, quantity }) => [sku, quantity]))).toEqual(lines)
      }
    }

    const ann = await shopper()
    const claim = await claimed((await sale()).id, ann)
    const hers = Cart.parse((await shop.call('POST', '/carts', { headers: ann.headers })).body)
    const put = await shop.call('PUT', `/carts/${hers.id}/claims/${claim.id}`, { headers: ann.headers })
    expect(put.status, put.text).toBe(200)

    await Promise.all([change(), redis.flush()])
    await expectAcknowledgedChanges()
    await Promise.all([change(), redis.stop().then(redis.start)])
    await expectAcknowledgedChanges()
    await redis.stop()
    await change()
    await expectAcknowledgedChanges()
    await redis.start()
    await change()
    await expectAcknowledgedChanges()
    const kept = await shop.call('GET', `/carts/${hers.id}`, { headers: ann.headers })
    expect(kept.body).toMatchObject({ lines: [{ claimId: claim.id, quantity: 1 }] })
  })

  test('a cart stored in Redis and copied to the database later loses them', async () => {
    const redis = await startRedisServer()
    const client = new Redis(redis.url)
    onTestFinished(async () => {
      client.disconnect()
      await redis.end()
    })
    const copied = new Map<string, string>()
    const put = (sku: string, quantity: number) => client.hset('cart', sku, quantity)
    const copy = async () => {
      for (const [sku, quantity] of Object.entries(await client.hgetall('cart'))) copied.set(sku, quantity)
    }
    await put('MILK', 1)
    await copy()
    await put('BREAD', 2)
    await redis.flush()
    await copy()
    expect(copied.get('BREAD')).toBeUndefined()
  })
})
