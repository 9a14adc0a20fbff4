import { describe, expect, test } from 'vitest'
import { orderToken } from '../../shared/platform/auth/order-token.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { databases } from '../../shared/platform/db/open.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { SECRET_KEY, shopOn, testShop } from '../support/shop.ts'

const shop = await testShop()
const sku = await addProduct(shop, { onHand: 100 })
const [order, another] = [await shop.order({ lines: { [sku]: 1 } }), await shop.order({ lines: { [sku]: 1 } })]
const token = order.accessToken ?? ''
const read = (id: string, headers: Record<string, string> = {}) => shop.call('GET', `/orders/${id}`, { headers })

test('200 with the order token, which the response does not repeat', async () => {
  const { status, body, text } = await read(order.id, { 'x-order-token': token })
  expect(status).toBe(200)
  expect(body).toEqual({ ...order, accessToken: undefined })
  expect(text).not.toContain(token)
})

test('200 with the current status', async () => {
  await shop.conclude(another)
  const paid = await shop.read(another)
  expect(paid).toMatchObject({ status: 'paid', payment: { status: 'succeeded' } })
  expect(paid.history.map(({ status }) => status)).toEqual(['pending_payment', 'paid'])
})

describe('401 unauthenticated', () => {
  test.each([order.id, 'ord_none'])('without a token: %s', async (id) => {
    for (const action of ['', '/cancel']) {
      const { status, body } = await shop.call(action === '' ? 'GET' : 'POST', `/orders/${id}${action}`)
      expect([status, body]).toEqual([401, expect.objectContaining({ code: 'unauthenticated' })])
    }
  })
})

describe('404 order_not_found', () => {
  const changed = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`
  test.each([
    ['another order’s token', order.id, another.accessToken ?? ''],
    ['a changed token', order.id, changed],
    ['a shortened token', order.id, token.slice(0, -1)],
    ['a longer token', order.id, `${token}A`],
    ['the token "null"', order.id, 'null'],
    ['a token with non-ASCII characters', order.id, 'é'.repeat(43)],
    ['an unknown order', 'ord_00000000000000000000000000', token],
    ['a malformed id', "'", token],
  ])('%s', async (_what, id, wrong) => {
    for (const [method, path] of [
      ['GET', `/orders/${id}`],
      ['POST', `/orders/${id}/cancel`],
    ] as const) {
      const { status, body } = await shop.call(method, path, { headers: { 'x-order-token': wrong } })
      expect([status, body]).toEqual([404, expect.objectContaining({ code: 'order_not_found' })])
    }
    expect((await shop.read(order)).status).toBe('pending_payment')
  })

  test('an order that was never placed, with a valid token for its id', async () => {
    const id = 'ord_00000000000000000000000000'
    const headers = { 'x-order-token': await orderToken(getConfiguration(shop.env), id) }
    for (const call of [read(id, headers), shop.call('POST', `/orders/${id}/cancel`, { headers })]) {
      expect(await call).toMatchObject({ status: 404, body: { code: 'order_not_found' } })
    }
  })

  test('a token that was signed with another key', async () => {
    const env = { ...shop.env, SECRET_KEY: `${SECRET_KEY}-changed` }
    databases.bind(getConfiguration(env), shop.database)
    const headers = { 'x-order-token': token }
    const { status } = await shopOn(shop.database, env).call('GET', `/orders/${order.id}`, { headers })
    expect(status).toBe(404)
  })
})

test('422 for a token that is too long', async () => {
  expect((await read(order.id, { 'x-order-token': 'x'.repeat(201) })).status).toBe(422)
})
