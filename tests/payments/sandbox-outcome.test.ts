import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { SandboxDelivery } from '../../shared/payments/sandbox/simulate-outcome.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { readOrderRows } from '../orders/order-rows.ts'
import { SECRET_KEY, testShop } from '../support/shop.ts'

const shop = await testShop()
const placed = async () => shop.order({ lines: { [await addProduct(shop)]: 2 } })

describe('200', () => {
  test.each([
    ['succeed', 'payment_succeeded', { status: 'paid', payment: { status: 'succeeded' } }],
    ['fail', 'payment_failed', { status: 'pending_payment', payment: { status: 'failed' } }],
    ['dispute', 'payment_disputed', { status: 'pending_payment', payment: { status: 'pending' } }],
  ] as const)('%s sends %s', async (outcome, type, expected) => {
    const order = await placed()
    const { body } = SandboxDelivery.parse((await shop.conclude(order, outcome)).body)
    expect(JSON.parse(body)).toMatchObject({ type, data: { paymentId: order.payment.id } })
    expect(await shop.read(order)).toMatchObject(expected)
  })

  test('returns the signed callback, so that it can be repeated manually', async () => {
    const order = await placed()
    const sent = SandboxDelivery.parse((await shop.conclude(order)).body)
    expect(sent.webhook).toBe('/webhooks/payments/sandbox')
    const [, seconds, signature] = /^t=(\d+),v1=([\w-]+)$/.exec(sent.headers['sandbox-signature'] ?? '') ?? []
    const key = createHmac('sha256', `sandbox-webhook:${SECRET_KEY}`)
    expect(signature).toBe(key.update(`${seconds}.${sent.body}`).digest('base64url'))

    const before = await readOrderRows(shop)
    const again = await shop.call('POST', sent.webhook, { body: sent.body, headers: sent.headers })
    expect([again.status, again.body]).toEqual([200, { stored: false }])
    expect(await readOrderRows(shop)).toBe(before)
  })

  test('two successes pay the order once', async () => {
    const order = await placed()
    await shop.conclude(order)
    const paid = await shop.read(order)
    await shop.conclude(order)
    expect(await shop.read(order)).toEqual(paid)
  })
})

test.each(['sandbox_none', 'x', '%E2%82%AC', "'"])('404 payment_not_found: %s', async (id) => {
  const { status, body } = await shop.call('POST', `/sandbox/payments/${id}/succeed`)
  expect([status, body]).toEqual([404, expect.objectContaining({ code: 'payment_not_found' })])
})

test.each(['refund', 'SUCCEED', 'constructor', '%00'])('422 for the outcome %s', async (outcome) => {
  const order = await placed()
  const before = await readOrderRows(shop)
  const { status, body } = await shop.call('POST', `/sandbox/payments/${order.payment.id}/${outcome}`)
  expect([status, body]).toEqual([422, expect.objectContaining({ code: 'invalid_request' })])
  expect(await readOrderRows(shop)).toBe(before)
})
