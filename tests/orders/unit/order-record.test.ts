import { describe, expect, test } from 'vitest'
import { OrderRecord } from '../../../shared/orders/order-record.ts'
import { lineOf, sampleOrder } from './order-samples.ts'

const packed: OrderRecord = {
  ...sampleOrder,
  status: 'out_for_delivery',
  lines: [lineOf({ pickedQuantity: 1 }), lineOf({ sku: 'C', substitutes: 'A', pickedQuantity: 1, claimId: 'clm_1' })],
  packedAt: '2026-11-29T07:00:00.000Z',
  asPlaced: {
    ...{ lines: [lineOf({})], promotions: sampleOrder.promotions, couponDiscount: 50, subtotal: 1_500 },
    ...{ discount: 200, total: 1_600 },
  },
  payment: {
    ...{ provider: 'stripe', id: 'pi_1', amount: 1_600, authorisation: 1_800, authorised: 1_800, captured: 1_500 },
    ...{ chargeStep: 1, reservation: 'weighed' as const, due: 1_600, authorisedAt: null, captureFailure: null },
    ...{ missing: 100, processingAt: null, refusal: null },
    ...{ refunded: 100, failedAt: '2026-11-28T10:01:00.000Z', cancelledAt: '2026-11-28T10:02:00.000Z' },
  },
}

describe('the result of order_view', () => {
  test.each([
    ['placed', sampleOrder],
    ['packed', packed],
    ['guest for pick-up', { ...sampleOrder, slot: null, address: null, customerId: null }],
  ])('is parsed completely: %s order', (_what, order) => {
    expect(OrderRecord.parse(structuredClone(order))).toEqual(order)
  })

  test('has times in ISO 8601 after parsing', () => {
    const times = { createdAt: '2026-11-28 10:00:00+00', expiresAt: new Date('2026-11-28T10:15:00Z') }
    expect(OrderRecord.parse({ ...sampleOrder, ...times })).toEqual(sampleOrder)
  })

  test('has empty lines for a promotion without lines', () => {
    const [promotion] = sampleOrder.promotions
    const { lines: _, ...before } = { ...promotion }
    expect(OrderRecord.parse({ ...sampleOrder, promotions: [before] }).promotions).toEqual([{ ...before, lines: [] }])
  })

  test.each([
    'pending_payment',
    'paid',
    'picking',
    'out_for_delivery',
    'delivered',
    'cancelled',
    'expired',
    'refunded',
  ])('accepts the status %s', (status) => {
    expect(OrderRecord.parse({ ...sampleOrder, status }).status).toBe(status)
  })

  test('rejects an unknown status and a fractional amount', () => {
    expect(OrderRecord.safeParse({ ...sampleOrder, status: 'lost' }).success).toBe(false)
    expect(OrderRecord.safeParse({ ...sampleOrder, total: 0.5 }).success).toBe(false)
  })
})
