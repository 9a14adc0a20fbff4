import { describe, expect, test } from 'vitest'
import { toOrderRecord } from '../../../shared/orders/checkout/placement.ts'
import { presentOrder, presentPlacedOrder } from '../../../shared/orders/views/present-order.ts'
import { placement } from './placement-sample.ts'

const at = '2026-11-28T10:00:00.000Z'
const slot = { id: 'slot', startsAt: '2026-11-29T08:00:00.000Z', endsAt: '2026-11-29T10:00:00.000Z' }
const placed = { number: 100_007, createdAt: at, expiresAt: '2026-11-28T10:15:00.000Z', slot }
const record = toOrderRecord(placement, { ...placed, history: [{ status: 'pending_payment', at }] })

const unpaid = {
  ...{ due: 1_600, authorised: 0, captured: 0, missing: 0, reserved: false, reservedUntil: null },
  why: { code: 'fixed_prices', text: expect.any(Object) },
}

test('an order has lines, discounts, sums and payment', () => {
  expect(presentOrder(record)).toEqual({
    ...{ id: 'ord_1', number: 'L-100007', status: 'pending_payment', currency: 'HKD', createdAt: at },
    lines: [
      {
        ...{ sku: 'A', name: { en: 'A' }, unit: 'each', quantity: 3, unitPrice: 500, priceQuantity: 1 },
        ...{ subtotal: 1_500, discount: 200, total: 1_300, substitution: { type: 'none' } },
        ...{ orderedQuantity: 3, substitutes: null },
      },
    ],
    promotions: [{ code: 'P', description: { en: 'P' }, amount: 150 }],
    coupon: { code: 'C', amount: 50 },
    delivery: { slotId: 'slot', startsAt: slot.startsAt, endsAt: slot.endsAt, fee: 300, address: placement.address },
    ageRestricted: false,
    ...{ subtotal: 1_500, discount: 200, deliveryFee: 300, total: 1_600, refunded: 0 },
    ...{ fees: [{ code: 'delivery', amount: 300 }], dispute: null, refunds: [] },
    payment: { provider: 'sandbox', id: 'sandbox_1', status: 'pending', expiresAt: placed.expiresAt, ...unpaid },
    history: [{ status: 'pending_payment', at }],
  })
})

test('a dispute is shown without the bank’s reason and the decision of staff', () => {
  const shown = { status: 'open' as const, openedAt: at, closedAt: null, amount: 1_600 }
  const decision = { at, by: 'cus_sam', reason: 'the shopper paid in cash' }
  expect(presentOrder({ ...record, dispute: { ...shown, reason: 'fraudulent', decision } }).dispute).toEqual(shown)
})

test('an order without a coupon has none, and an order without slot or address is for pick-up', () => {
  expect(presentOrder({ ...record, couponCode: null }).coupon).toBeNull()
  expect(presentOrder({ ...record, slot: null }).delivery).toEqual({ pickup: true })
  expect(presentOrder({ ...record, address: null }).delivery).toEqual({ pickup: true })
})

describe('the payment', () => {
  test.each([
    ['not_required', { amount: 0 }],
    ['pending', {}],
    ['failed', { failedAt: at }],
    ['processing', { processingAt: '2026-11-28T10:05:00.000Z' }],
    ['processing', { failedAt: at, processingAt: '2026-11-28T10:05:00.000Z' }],
    ['failed', { failedAt: '2026-11-28T10:05:00.000Z', processingAt: at }],
    ['authorised', { authorised: 1_700 }],
    ['authorised', { authorised: 1_700, failedAt: at }],
    ['cancelled', { authorised: 1_700, cancelledAt: at }],
    ['succeeded', { authorised: 1_700, captured: 1_500 }],
    ['succeeded', { captured: 1_600 }],
    ['succeeded', { captured: 1_600, failedAt: at }],
    ['partially_refunded', { captured: 1_600, refunded: 1 }],
    ['partially_refunded', { captured: 1_600, refunded: 1_599 }],
    ['refunded', { captured: 1_600, refunded: 1_600 }],
  ] as const)('is %s: %o', (status, facts) => {
    expect(presentOrder({ ...record, payment: { ...record.payment, ...facts } }).payment.status).toBe(status)
  })
})

describe('the order as it was placed', () => {
  const later = { status: 'cancelled', at: '2026-11-28T11:00:00.000Z' } as const
  const paid = { status: 'paid', at: '2026-11-28T10:05:00.000Z' } as const

  test('does not change with the order', () => {
    const payment = { ...record.payment, captured: 1_600, refunded: 1_600, failedAt: at }
    const history = [...record.history, paid, later]
    const now = { ...record, status: 'cancelled', refunded: 1_600, payment, history } as const
    expect(presentPlacedOrder(now, null)).toEqual(presentOrder(record))
  })

  test('has the client secret of a payment that the provider created', () => {
    const opened = { providerPaymentId: 'pi_1', clientSecret: 'pi_1_secret' }
    expect(presentPlacedOrder(record, opened).payment).toEqual({
      ...{
        provider: 'sandbox',
        id: 'pi_1',
        status: 'pending',
        clientSecret: 'pi_1_secret',
        expiresAt: placed.expiresAt,
      },
      ...unpaid,
    })
  })

  test('is paid when its total is 0', () => {
    const free = { ...record, total: 0, payment: { ...record.payment, amount: 0 } }
    const history = [...record.history, paid, later]
    expect(presentPlacedOrder({ ...free, status: 'cancelled', history }, null)).toMatchObject({
      ...{ status: 'paid', history: [...record.history, paid], payment: { status: 'not_required' } },
    })
  })
})

test('a new order with total 0 is paid', () => {
  const history = [{ status: 'pending_payment', at } as const, { status: 'paid', at } as const]
  expect(toOrderRecord({ ...placement, total: 0 }, { ...placed, history })).toMatchObject({ status: 'paid', history })
  expect(toOrderRecord({ ...placement, coupon: null }, { ...placed, history })).toMatchObject({
    ...{ status: 'pending_payment', couponCode: null, couponDiscount: 0 },
  })
})
