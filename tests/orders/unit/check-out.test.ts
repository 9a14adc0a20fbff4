import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { checkOut } from '../../../shared/orders/check-out.ts'
import { presentPlacedOrder } from '../../../shared/orders/present-order.ts'
import { orderToken } from '../../../shared/platform/auth/order-token.ts'
import { configurationOf } from '../../../shared/platform/configuration/configuration.ts'
import { answering, configuration } from './answering.ts'
import { snapshotOf } from './cart-samples.ts'
import { at, sampleOrder } from './order-samples.ts'

const request = { cartId: 'crt_1', expectedTotal: 1_000, email: 'ann@example.com', idempotencyKey: 'key' }
const ann = { customerId: 'cus_ann', role: 'customer' } as const
const history = [{ status: 'pending_payment', at }]
const placed = { replayed: false, placed: { number: 7, createdAt: at, expiresAt: at, slot: null, history } }
const views = { checkout_views: [[{ claim: null, cart: snapshotOf() }]] }
const fresh = () => answering({ ...views, place_orders: [{ outcomes: [{ placed }] }] })
const twin = () =>
  answering({ ...views, place_orders: [{ outcomes: [{ placed: { replayed: true, order: sampleOrder } }] }] })

describe('a cart is checked out', () => {
  test('by a customer, with a payment whose id the shop chose', async () => {
    const { database, asked } = fresh()
    const outcome = await checkOut(database, configuration, ann, request)
    expect(outcome).toMatchObject({
      ok: true,
      value: { number: 'L-7', total: 1_000, payment: { provider: 'sandbox', status: 'pending' } },
    })
    expect(outcome).not.toHaveProperty('value.accessToken')
    const order = { customerId: 'cus_ann', provider: 'sandbox', providerPaymentId: expect.stringMatching(/^sandbox_/) }
    expect(asked[1]).toMatchObject({ routine: 'place_orders', argument: { orders: [order] } })
    const { value, headers } = Object(outcome)
    expect(headers).toEqual({ location: `/orders/${value.id}` })
  })

  test('by a guest, who gets a token for this order', async () => {
    const { database, asked } = fresh()
    const { value } = Object(await checkOut(database, configuration, null, request))
    expect(value.accessToken).toBe(await orderToken(configuration, value.id))
    expect(asked[0]?.argument).toMatchObject({ checkouts: [{ scope: 'guest', customerId: null }] })
  })

  test('twice is once: the second answer says so', async () => {
    const { database } = twin()
    expect(await checkOut(database, configuration, ann, request)).toEqual({
      ...{ ok: true, value: presentPlacedOrder(sampleOrder, null) },
      headers: { location: '/orders/ord_1', 'idempotent-replayed': 'true' },
    })
  })

  describe('with a provider who makes the payment', () => {
    const variables = {
      PAYMENT_PROVIDER: 'stripe',
      STRIPE_SECRET_KEY: 'sk_test_keyOfTheTests',
      STRIPE_WEBHOOK_SECRET: 'whsec_newestSecretOfTheTests',
    }
    const atStripe = configurationOf({ DATABASE_URL: 'memory:', SECRET_KEY: configuration.secretKey, ...variables })
    const answer = (body: unknown, status = 200) => {
      vi.stubGlobal('fetch', () => Promise.resolve(Response.json(body, { status })))
      onTestFinished(() => void vi.unstubAllGlobals())
      return answering({ ...views, place_orders: [{ outcomes: [{ placed }] }], attach_payment: [{ attached: true }] })
    }

    test('after the order is placed: with what the browser needs to pay', async () => {
      const { database, asked } = answer({ id: 'pi_1', client_secret: 'pi_1_secret' })
      const payment = { provider: 'stripe', id: 'pi_1', clientSecret: 'pi_1_secret' }
      expect(await checkOut(database, atStripe, ann, request)).toMatchObject({ ok: true, value: { payment } })
      const order = { provider: 'stripe', providerPaymentId: null }
      expect(asked.map(({ routine }) => routine)).toEqual(['checkout_views', 'place_orders', 'attach_payment'])
      expect(asked[1]?.argument).toMatchObject({ orders: [order] })
    })

    test('or does not: the order stands, and a guest can see it again', async () => {
      const { database } = answer({ error: { code: 'amount_too_small', type: 'invalid_request_error' } }, 400)
      const outcome = await checkOut(database, atStripe, null, request)
      expect(outcome).toMatchObject({ ok: false, code: 'payment_not_possible', facts: { reason: 'amount_too_small' } })
      const { orderId, accessToken, expiresAt } = Object(outcome).facts
      expect(accessToken).toBe(await orderToken(atStripe, orderId))
      expect(expiresAt).toBe(at)
      expect(await checkOut(database, atStripe, ann, request)).not.toHaveProperty('facts.accessToken')
    })
  })

  test('or refused', async () => {
    const { database } = answering({ checkout_views: [[{ claim: null, cart: null }]] })
    expect(await checkOut(database, configuration, ann, request)).toMatchObject({ ok: false, code: 'cart_not_found' })
  })
})
