import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { checkOut } from '../../../shared/orders/checkout/check-out.ts'
import { presentPlacedOrder } from '../../../shared/orders/views/present-order.ts'
import { orderToken } from '../../../shared/platform/auth/order-token.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import { snapshotOf } from './cart-samples.ts'
import { configuration, fakeDatabase } from './fake-database.ts'
import { at, sampleOrder } from './order-samples.ts'

const request = { cartId: 'crt_1', expectedTotal: 1_000, email: 'ann@example.com', idempotencyKey: 'key' }
const ann = { customerId: 'cus_ann', role: 'customer' } as const
const history = [{ status: 'pending_payment', at }]
const placed = { replayed: false, placed: { number: 7, createdAt: at, expiresAt: at, slot: null, history } }
const views = { checkout_views: [[{ claim: null, cart: snapshotOf() }]] }
const fresh = () => fakeDatabase({ ...views, place_orders: [{ outcomes: [{ placed }] }] })
const replayed = () =>
  fakeDatabase({ ...views, place_orders: [{ outcomes: [{ placed: { replayed: true, order: sampleOrder } }] }] })

describe('a checkout', () => {
  test('of a customer has a payment id from the shop', async () => {
    const { database, calls } = fresh()
    const outcome = await checkOut(database, configuration, ann, request)
    expect(outcome).toMatchObject({
      ok: true,
      value: { number: 'L-7', total: 1_000, payment: { provider: 'sandbox', status: 'pending' } },
    })
    expect(outcome).not.toHaveProperty('value.accessToken')
    const order = { customerId: 'cus_ann', provider: 'sandbox', providerPaymentId: expect.stringMatching(/^sandbox_/) }
    expect(calls[1]).toMatchObject({ routine: 'place_orders', argument: { orders: [order] } })
    const { value, headers } = Object(outcome)
    expect(headers).toEqual({ location: `/orders/${value.id}` })
  })

  test('of a guest returns a token for the order', async () => {
    const { database, calls } = fresh()
    const { value } = Object(await checkOut(database, configuration, null, request))
    expect(value.accessToken).toBe(await orderToken(configuration, value.id))
    expect(calls[0]?.argument).toMatchObject({ checkouts: [{ scope: 'guest', customerId: null }] })
  })

  test('that is repeated returns the same order, marked as replayed', async () => {
    const { database } = replayed()
    expect(await checkOut(database, configuration, ann, request)).toEqual({
      ...{ ok: true, value: presentPlacedOrder(sampleOrder, null) },
      headers: { location: '/orders/ord_1', 'idempotent-replayed': 'true' },
    })
  })

  describe('with a provider that creates the payment', () => {
    const variables = {
      PAYMENT_PROVIDER: 'stripe',
      STRIPE_SECRET_KEY: 'sk_test_keyOfTheTests',
      STRIPE_WEBHOOK_SECRET: 'whsec_newestSecretOfTheTests',
    }
    const atStripe = getConfiguration({ DATABASE_URL: 'memory:', SECRET_KEY: configuration.secretKey, ...variables })
    const answer = (body: unknown, status = 200) => {
      vi.stubGlobal('fetch', () => Promise.resolve(Response.json(body, { status })))
      onTestFinished(() => void vi.unstubAllGlobals())
      return fakeDatabase({
        ...views,
        place_orders: [{ outcomes: [{ placed }] }],
        attach_payment: [{ attached: true }],
        refuse_payment: [{ cartId: 'crt_1' }, { cartId: null }],
      })
    }

    test('creates the payment after the order and returns the client secret', async () => {
      const { database, calls } = answer({ id: 'pi_1', client_secret: 'pi_1_secret' })
      const payment = { provider: 'stripe', id: 'pi_1', clientSecret: 'pi_1_secret' }
      expect(await checkOut(database, atStripe, ann, request)).toMatchObject({ ok: true, value: { payment } })
      const order = { provider: 'stripe', providerPaymentId: null }
      expect(calls.map(({ routine }) => routine)).toEqual(['checkout_views', 'place_orders', 'attach_payment'])
      expect(calls[1]?.argument).toMatchObject({ orders: [order] })
    })

    test('that refuses: the order is undone, and a guest gets a token for it', async () => {
      const { database } = answer({ error: { code: 'amount_too_small', type: 'invalid_request_error' } }, 400)
      const outcome = await checkOut(database, atStripe, null, request)
      const facts = { reason: 'amount_too_small', cartId: 'crt_1' }
      expect(outcome).toMatchObject({ ok: false, code: 'payment_not_possible', facts })
      const { orderId, accessToken } = Object(outcome).facts
      expect(accessToken).toBe(await orderToken(atStripe, orderId))
      const again = await checkOut(database, atStripe, ann, request)
      expect(again).not.toHaveProperty('facts.accessToken')
      expect(again).not.toHaveProperty('facts.cartId')
    })
  })

  test('can be refused', async () => {
    const { database } = fakeDatabase({ checkout_views: [[{ claim: null, cart: null }]] })
    expect(await checkOut(database, configuration, ann, request)).toMatchObject({ ok: false, code: 'cart_not_found' })
  })
})
