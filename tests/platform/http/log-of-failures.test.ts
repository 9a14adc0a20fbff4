import { describe, expect, test } from 'vitest'
import { address, testShop } from '../../support/shop.ts'
import { captureLog } from './toy-endpoint.ts'

const shop = await testShop({ variables: { LOG_LEVEL: 'info' } })
const lines = captureLog(shop.env)
const cart = await shop.cart({ lines: { 'MILK-0002': 1 } })

/** The database does not know the routine any more: a failure that is ours. */
async function brokenly<Value>(routine: string, work: () => Promise<Value>): Promise<Value> {
  await shop.rows(`alter function ${routine}(jsonb) rename to ${routine}_away`)
  try {
    return await work()
  } finally {
    await shop.rows(`alter function ${routine}_away(jsonb) rename to ${routine}`)
  }
}

test('what a shopper wrote is not in the log of a request that failed', async () => {
  lines.length = 0
  const email = 'ann.private@example.com'
  const answers = [
    await brokenly('place_order', () =>
      shop.call('POST', '/orders', {
        body: { cartId: cart.id, expectedTotal: cart.total, email },
        headers: { 'idempotency-key': 'private-key-12345' },
        outage: true,
      }),
    ),
    await brokenly('cart_view', () =>
      shop.call('PUT', `/carts/${cart.id}/delivery`, { body: { slotId: 'private-slot', address }, outage: true }),
    ),
  ]
  expect(answers.map(({ status }) => status)).toEqual([500, 500])
  const log = lines.join('')
  expect(lines.filter((line) => line.includes('request failed'))).toHaveLength(2)
  for (const written of [email, 'private-key-12345', address.line1, address.name]) expect(log).not.toContain(written)
})

describe('a search that failed', () => {
  const search = async () => {
    lines.length = 0
    await shop.rows('alter table promotion_products rename to promotion_products_away')
    try {
      const { status } = await shop.call('GET', '/products?q=a-private-ailment', { outage: true })
      expect(status).toBe(500)
    } finally {
      await shop.rows('alter table promotion_products_away rename to promotion_products')
    }
    return lines.find((line) => line.includes('request failed')) ?? ''
  }

  test('is logged without what the shopper searched for', async () => {
    expect(await search()).not.toContain('a-private-ailment')
  })

  test('is logged with what the database said, and where', async () => {
    const { err } = JSON.parse(await search())
    expect(err).toMatchObject({ code: '42P01', message: expect.stringContaining('promotion_products') })
    expect(err.stack).toContain('search-products.ts')
  })
})
