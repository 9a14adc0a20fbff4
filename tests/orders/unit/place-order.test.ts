import { describe, expect, test } from 'vitest'
import type { CartSnapshot } from '../../../shared/carts/cart-snapshot.ts'
import { presentCart } from '../../../shared/carts/present-cart.ts'
import { type PlaceOrderRequest, placeOrder } from '../../../shared/orders/checkout/place-order.ts'
import { fingerprint } from '../../../shared/orders/request-fingerprint.ts'
import { cartClaim, cartCoupon, cartLine, snapshotOf } from './cart-samples.ts'
import { fakeDatabase } from './fake-database.ts'
import { at, sampleOrder } from './order-samples.ts'

const payment = { provider: 'sandbox', providerPaymentId: 'sandbox_1', limits: { minimum: 1, step: 1 } }
const request: PlaceOrderRequest = {
  ...{ cartId: 'crt_1', expectedTotal: 1_000, email: 'Ann@Example.com', customerId: null, idempotencyKey: 'key' },
  timeZone: 'Asia/Hong_Kong',
}
const view = (cart: CartSnapshot | null) => [{ claim: null, cart }]
const outcomes = (outcome: unknown) => ({ outcomes: [outcome] })
const history = [{ status: 'pending_payment', at }]
const placed = outcomes({
  placed: { replayed: false, placed: { number: 7, createdAt: at, expiresAt: at, slot: null, history } },
})
const refused = (code: string, facts = {}) => outcomes({ refusal: { code, facts } })

async function place(cart: CartSnapshot | null, facts: Partial<PlaceOrderRequest> = {}, answers: unknown[] = [placed]) {
  const { database, calls, routines } = fakeDatabase({ checkout_views: [view(cart)], place_orders: answers })
  const outcome = await placeOrder(database, payment, { ...request, ...facts })
  return { outcome, calls, routines: routines() }
}

describe('an order is placed', () => {
  test('with one read and one write', async () => {
    const { outcome, calls } = await place(snapshotOf())
    const requestFingerprint = await fingerprint(['crt_1', 'Ann@Example.com', 1_000])
    const checkout = { scope: 'guest', key: 'key', cartId: 'crt_1', customerId: null, customer: 'ann@example.com' }
    const order = {
      key: 'key',
      scope: 'guest',
      fingerprint: requestFingerprint,
      cartId: 'crt_1',
      email: 'Ann@Example.com',
      total: 1_000,
    }
    expect(calls).toEqual([
      { routine: 'checkout_views', argument: { checkouts: [checkout] } },
      { routine: 'place_orders', argument: { orders: [expect.objectContaining(order)] } },
    ])
    expect(outcome).toMatchObject({
      ok: true,
      value: { replayed: false, record: { number: 7, total: 1_000, payment: { id: 'sandbox_1' } } },
    })
  })

  test('for a customer, with a key in the scope of the customer', async () => {
    const { calls } = await place(snapshotOf(), { customerId: 'cus_ann' })
    expect(calls).toMatchObject([
      { argument: { checkouts: [{ scope: 'cus_ann', customerId: 'cus_ann' }] } },
      { argument: { orders: [{ scope: 'cus_ann', customerId: 'cus_ann' }] } },
    ])
  })

  test('once: a concurrent request with the same key gets the existing order', async () => {
    const replayed = outcomes({ placed: { replayed: true, order: sampleOrder } })
    expect((await place(snapshotOf(), {}, [replayed])).outcome).toMatchObject({
      ok: true,
      value: { replayed: true, record: sampleOrder },
    })
  })
})

describe('a repeated idempotency key', () => {
  const repeat = async (fingerprintParts: readonly (string | number)[], facts: Partial<PlaceOrderRequest> = {}) => {
    const claim = { fingerprint: await fingerprint(fingerprintParts), order: sampleOrder }
    const { database, routines } = fakeDatabase({ checkout_views: [[{ claim, cart: snapshotOf() }]] })
    const outcome = await placeOrder(database, payment, { ...request, ...facts })
    expect(routines()).toEqual(['checkout_views'])
    return outcome
  }

  test('returns the same order for the same request', async () => {
    expect(await repeat(['crt_1', 'Ann@Example.com', 1_000])).toEqual({
      ok: true,
      value: { record: sampleOrder, replayed: true },
      headers: {},
    })
    const declared = ['crt_1', 'Ann@Example.com', 1_000, '1990-01-01']
    expect(await repeat(declared, { birthDate: '1990-01-01' })).toMatchObject({ value: { replayed: true } })
  })

  test.each([
    ['cart', { cartId: 'crt_2' }],
    ['e-mail address', { email: 'ann@example.com' }],
    ['total', { expectedTotal: 999 }],
    ['birth date', { birthDate: '1990-01-01' }],
  ])('is refused for another %s', async (_what, facts) => {
    expect(await repeat(['crt_1', 'Ann@Example.com', 1_000], facts)).toMatchObject({
      ok: false,
      code: 'idempotency_key_reused',
      facts: {},
    })
  })
})

describe('an order is refused before any row is locked', () => {
  const slot = {
    id: 'slot',
    startsAt: at,
    endsAt: at,
    cutoffAt: at,
    fee: 300,
    open: false,
    reservable: true,
    remaining: 1,
  }
  const refusals: [string, CartSnapshot | null, Record<string, unknown>, Partial<PlaceOrderRequest>?][] = [
    ['cart_not_found', null, {}],
    ['cart_merged', snapshotOf({}, { mergedInto: 'crt_9', status: 'merged' }), { cartId: 'crt_9' }],
    ['cart_already_ordered', snapshotOf({ orderId: 'ord_9' }, { status: 'ordered' }), { orderId: 'ord_9' }],
    ['cart_empty', snapshotOf({ lines: [] }), {}],
    [
      'claim_expired',
      snapshotOf({ lines: [], claims: [cartClaim({}), cartClaim({ claimId: 'clm_2', live: false })] }),
      { claims: ['clm_2'] },
    ],
    [
      'insufficient_stock',
      snapshotOf({ lines: [cartLine({ available: 1 })] }),
      { errors: [expect.objectContaining({ sku: 'A', available: 1 })] },
    ],
    [
      'order_limit_exceeded',
      snapshotOf({ lines: [cartLine({ orderLimit: 1 })] }),
      { errors: [expect.objectContaining({ sku: 'A', orderLimit: 1 })] },
    ],
    ['birth_date_required', snapshotOf({ lines: [cartLine({ ageRestricted: true })] }), { skus: ['A'] }],
    [
      'under_age',
      snapshotOf({ lines: [cartLine({ ageRestricted: true })] }),
      { skus: ['A'], leastAge: 18 },
      { birthDate: '2020-01-01' },
    ],
    ['coupon_not_found', snapshotOf({}, { couponCode: 'GONE' }), {}],
    [
      'coupon_minimum_spend',
      snapshotOf({ coupon: cartCoupon({ minimumSpend: 5_000 }) }, { couponCode: 'SAVE' }),
      { minimumSpend: 5_000, eligibleSpend: 1_000, missing: 4_000 },
    ],
    ['slot_closed', snapshotOf({ slot }), { slotId: 'slot' }],
    ['cart_too_large', snapshotOf({ lines: [cartLine({ quantity: 2, price: 1_073_741_824 })] }), {}],
    [
      'cart_too_large',
      snapshotOf({ lines: [cartLine({ quantity: 1, price: 2_147_483_600 })], slot: { ...slot, open: true, fee: 48 } }),
      {},
    ],
    ['total_changed', snapshotOf(), { expectedTotal: 999, cart: presentCart(snapshotOf()) }, { expectedTotal: 999 }],
  ]

  test.each(refusals)('%s', async (code, cart, facts, changes) => {
    const { outcome, routines } = await place(cart, changes)
    expect(outcome).toEqual({ ok: false, code, detail: expect.stringMatching(/\.$/), facts })
    expect(routines).toEqual(['checkout_views'])
  })

  test('but not with the largest amount that can be stored, fee included', async () => {
    const largest = snapshotOf({
      lines: [cartLine({ quantity: 1, price: 2_147_483_600 })],
      slot: { ...slot, open: true, fee: 47 },
    })
    expect((await place(largest, { expectedTotal: 2_147_483_647 })).outcome).toMatchObject({ ok: true })
  })

  test('but not a cart with claims only, or with a coupon that applies', async () => {
    expect(
      (await place(snapshotOf({ lines: [], claims: [cartClaim({})] }), { expectedTotal: 100 })).outcome,
    ).toMatchObject({ ok: true })
    const discounted = snapshotOf({ coupon: cartCoupon({}) }, { couponCode: 'SAVE' })
    expect((await place(discounted, { expectedTotal: 900 })).outcome).toMatchObject({ ok: true })
  })
})

describe('a refusal of the database', () => {
  test('insufficient_stock has the available units', async () => {
    const shortages = [{ sku: 'A', requested: 2, available: 0 }]
    const { outcome } = await place(snapshotOf(), {}, [refused('insufficient_stock', { shortages })])
    expect(outcome).toMatchObject({
      ok: false,
      code: 'insufficient_stock',
      facts: { errors: [{ message: 'Sold out.', ...shortages[0] }] },
    })
  })

  test('order_limit_exceeded has the lines above the limit', async () => {
    const lines = [{ sku: 'A', requested: 2, orderLimit: 1 }]
    const { outcome } = await place(snapshotOf(), {}, [refused('order_limit_exceeded', { lines })])
    expect(outcome).toMatchObject({
      ok: false,
      code: 'order_limit_exceeded',
      facts: { errors: [{ message: 'At most 1 in one order.', ...lines[0] }] },
    })
  })

  test('any other is returned unchanged', async () => {
    const { outcome, routines } = await place(snapshotOf(), {}, [refused('slot_full', { slotId: 'slot' })])
    const detail = 'The delivery slot is full. Choose another slot.'
    expect(outcome).toEqual({ ok: false, code: 'slot_full', detail, facts: { slotId: 'slot' } })
    expect(routines).toEqual(['checkout_views', 'place_orders'])
  })

  test.each(['cart_changed', 'price_changed'])('%s: the cart is read again, three times at most', async (code) => {
    const twice = await place(snapshotOf(), {}, [refused(code), refused(code), placed])
    expect(twice.outcome).toMatchObject({ ok: true })
    const always = await place(snapshotOf(), {}, [refused(code)])
    const detail = 'The cart was changed by another request. Read the cart again.'
    expect(always.outcome).toEqual({ ok: false, code: 'cart_changed', detail, facts: {} })
    expect(always.routines).toEqual(Array.from({ length: 3 }, () => ['checkout_views', 'place_orders']).flat())
  })
})

test('a fingerprint is SHA-256 of the parts in sequence', async () => {
  expect(await fingerprint([])).toBe('4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945')
  expect(await fingerprint(['a', 1])).not.toBe(await fingerprint([1, 'a']))
  expect(await fingerprint(['a1'])).not.toBe(await fingerprint(['a', 1]))
})
