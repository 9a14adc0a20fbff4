import { describe, expect, test } from 'vitest'
import { address, testShop } from '../../support/shop.ts'
import { captureLog } from './toy-endpoint.ts'

const shop = await testShop({ variables: { LOG_LEVEL: 'info' } })
const lines = captureLog(shop.env)
const cart = await shop.cart({ lines: { 'MILK-0002': 1 } })

/** Renames the routine while `work` runs, which causes an internal error. */
async function withoutRoutine<Value>(routine: string, work: () => Promise<Value>): Promise<Value> {
  await shop.rows(`alter function ${routine}(jsonb) rename to ${routine}_away`)
  try {
    return await work()
  } finally {
    await shop.rows(`alter function ${routine}_away(jsonb) rename to ${routine}`)
  }
}

test('the log of a failed request does not contain what the shopper sent', async () => {
  lines.length = 0
  const email = 'ann.private@example.com'
  const answers = [
    await withoutRoutine('place_order', () =>
      shop.call('POST', '/orders', {
        body: { cartId: cart.id, expectedTotal: cart.total, email },
        headers: { 'idempotency-key': 'private-key-12345' },
        outage: true,
      }),
    ),
    await withoutRoutine('cart_view', () =>
      shop.call('PUT', `/carts/${cart.id}/delivery`, { body: { slotId: 'private-slot', address }, outage: true }),
    ),
  ]
  expect(answers.map(({ status }) => status)).toEqual([500, 500])
  const log = lines.join('')
  expect(lines.filter((line) => line.includes('request failed'))).toHaveLength(2)
  for (const written of [email, 'private-key-12345', address.line1, address.name]) expect(log).not.toContain(written)
})

describe('a failed search', () => {
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

  test('is logged with the error of the database and the stack', async () => {
    const { err } = JSON.parse(await search())
    expect(err).toMatchObject({ code: '42P01', message: expect.stringContaining('promotion_products') })
    expect(err.stack).toContain('search-products.ts')
  })
})
