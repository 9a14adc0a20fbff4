import { describe, expect, test } from 'vitest'
import { priceCart } from '../../../shared/carts/price-cart.ts'
import { buildPlacement, toOrderRecord } from '../../../shared/orders/checkout/placement.ts'
import { unpaidFacts } from '../../../shared/orders/order-record.ts'
import { promotion } from '../../promotions/basket-samples.ts'
import { cartClaim, cartCoupon, cartLine, snapshotOf } from './cart-samples.ts'
import { at, sampleOrder } from './order-samples.ts'
import { placement } from './placement-sample.ts'

const request = {
  scope: 'cus_ann',
  customerId: 'cus_ann',
  idempotencyKey: 'key',
  fingerprint: 'print',
  email: 'ann@example.com',
  requestId: 'req_1',
}
const payment = { provider: 'stripe', providerPaymentId: null, limits: { minimum: 1, step: 1 } }
const place = (snapshot = snapshotOf()) => buildPlacement(snapshot, priceCart(snapshot), request, payment)

describe('the request of place_order', () => {
  test('has customer, lines, prices and payment, with a hold of 15 minutes', () => {
    const placed = place()
    expect(placed).toEqual({
      ...{ orderId: placed.orderId, paymentId: placed.paymentId, requestId: 'req_1', scope: 'cus_ann', key: 'key' },
      ...{ fingerprint: 'print', cartId: 'crt_1', cartVersion: 4, customerId: 'cus_ann', email: 'ann@example.com' },
      ...{ currency: 'HKD', address: null, holdSeconds: 900 },
      lines: [
        {
          ...{ sku: 'A', name: { en: 'A' }, unit: 'each', quantity: 2, price: 500, priceQuantity: 1, subtotal: 1_000 },
          ...{ promotionDiscount: 0, couponDiscount: 0, total: 1_000, substitution: { type: 'none' }, claimId: null },
        },
      ],
      ...{ promotions: [], coupon: null, slotId: null, slotFee: 0, zone: null, ageRestricted: false },
      ...{ subtotal: 1_000, discount: 0, deliveryFee: 0, fees: [], total: 1_000, authorisation: null },
      ...{ amount: 1_000, chargeStep: 1, reservation: null },
      ...{ provider: 'stripe', providerPaymentId: null },
    })
    expect(place(snapshotOf({}, { bags: 2, fees: [{ code: 'bags', amount: 200 }] }))).toMatchObject({
      ...{ fees: [{ code: 'bags', amount: 200 }], total: 1_200, amount: 1_200 },
    })
    expect(placed.orderId).toMatch(/^ord_/)
    expect(placed.paymentId).toMatch(/^pay_/)
    expect(place().orderId).not.toBe(placed.orderId)
  })

  test('has the discounts of promotions and coupon', () => {
    const half = promotion('P', 'quantity_percent', { quantity: 2, percent: 50, skus: ['A'] })
    const placed = place(
      snapshotOf(
        {
          promotions: [{ ...half, skus: ['A'], description: { en: 'P' } }],
          coupon: cartCoupon({ value: 10 }),
        },
        { couponCode: 'SAVE' },
      ),
    )
    expect(placed.promotions).toEqual([
      { id: 'P', version: 1, code: 'P', description: { en: 'P' }, amount: 500, lines: [{ sku: 'A', amount: 500 }] },
    ])
    expect(placed.coupon).toEqual({ id: 'coupon-1', version: 1, code: 'SAVE', discount: 50 })
    expect(placed).toMatchObject({ subtotal: 1_000, discount: 550, total: 450 })
    expect(placed.lines).toMatchObject([{ promotionDiscount: 500, couponDiscount: 50, total: 450 }])
  })

  test('has no coupon when it does not apply', () => {
    const coupon = cartCoupon({ minimumSpend: 9_000 })
    expect(place(snapshotOf({ coupon }, { couponCode: 'SAVE' })).coupon).toBeNull()
  })

  test('has ordinary lines, then live flash-sale claims without substitution', () => {
    const similar = { type: 'similar' } as const
    const claims = [
      cartClaim({}),
      cartClaim({ claimId: 'clm_2', live: false }),
      cartClaim({ claimId: 'clm_3', price: 200 }),
    ]
    const placed = place(
      snapshotOf({ lines: [cartLine({ substitution: similar }), cartLine({ sku: 'B', price: 300 })], claims }),
    )
    expect(placed.lines).toMatchObject([
      { sku: 'A', substitution: similar, claimId: null, total: 1_000 },
      { sku: 'B', substitution: { type: 'none' }, claimId: null, price: 300, total: 600 },
      {
        sku: 'S',
        name: { en: 'S' },
        unit: 'each',
        priceQuantity: 1,
        claimId: 'clm_1',
        substitution: { type: 'none' },
        total: 100,
      },
      { sku: 'S', claimId: 'clm_3', price: 200, substitution: { type: 'none' }, total: 200 },
    ])
  })

  test('has slot, fee and zone', () => {
    const slot = {
      id: 'slot',
      startsAt: at,
      endsAt: at,
      cutoffAt: at,
      fee: 300,
      open: true,
      reservable: true,
      remaining: 1,
    }
    const zone = { id: 'zone', version: 3, fee: 100, freeFrom: null, minimumBasket: 0 }
    expect(place(snapshotOf({ slot, zone }))).toMatchObject({
      slotId: 'slot',
      slotFee: 300,
      zone: { id: 'zone', version: 3 },
      deliveryFee: 400,
    })
  })

  test('is age-restricted with any age-restricted line or live claim', () => {
    const aged = { ageRestricted: true }
    const restricted = (facts: Parameters<typeof snapshotOf>[0]) => place(snapshotOf(facts)).ageRestricted
    expect(restricted({ lines: [cartLine({}), cartLine({ sku: 'B', ...aged })] })).toBe(true)
    expect(restricted({ claims: [cartClaim({}), cartClaim({ claimId: 'clm_2', ...aged })] })).toBe(true)
    expect(restricted({ claims: [cartClaim({ ...aged, live: false })] })).toBe(false)
  })

  test('has an authorisation amount for products sold by weight', () => {
    const cheese = cartLine({ sku: 'C', unit: 'g', quantity: 300, price: 5_000, priceQuantity: 1_000 })
    expect(place(snapshotOf({ lines: [cartLine({}), cheese] }))).toMatchObject({ total: 2_500, authorisation: 2_500 })
  })
})

describe('the record of a new order', () => {
  test('combines the request with the values from the database', () => {
    const { slot, history } = sampleOrder
    const [line] = placement.lines
    expect(toOrderRecord(placement, { number: 7, createdAt: at, expiresAt: at, slot, history })).toEqual({
      ...{
        id: 'ord_1',
        number: 7,
        cartId: 'crt_1',
        customerId: null,
        email: 'ann@example.com',
        status: 'pending_payment',
      },
      ...{
        currency: 'HKD',
        promotions: placement.promotions,
        couponCode: 'C',
        couponDiscount: 50,
        ageRestricted: false,
      },
      ...{ address: placement.address, subtotal: 1_500, discount: 200, deliveryFee: 300, fees: [], total: 1_600 },
      ...{ refunded: 0, refunds: [], dispute: null },
      lines: [{ ...line, orderedQuantity: 3, pickedQuantity: null, substitutes: null }],
      ...{ expiresAt: at, createdAt: at, packedAt: null, asPlaced: null, history, slot },
      payment: {
        ...{ provider: 'sandbox', id: 'sandbox_1', amount: 1_600, authorisation: null },
        ...{ ...unpaidFacts, chargeStep: 1, reservation: null, due: 1_600 },
      },
    })
  })

  test('is paid with total 0, and has no coupon without one in the request', () => {
    const placed = { number: 7, createdAt: at, expiresAt: at, slot: null, history: [] }
    expect(toOrderRecord({ ...placement, total: 0, amount: 0 }, placed)).toMatchObject({
      status: 'paid',
      payment: { amount: 0 },
    })
    expect(toOrderRecord({ ...placement, total: 1 }, placed).status).toBe('pending_payment')
    expect(toOrderRecord({ ...placement, coupon: null }, placed)).toMatchObject({ couponCode: null, couponDiscount: 0 })
  })
})
