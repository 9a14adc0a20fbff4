import { toOrderRecord } from '../../../shared/orders/checkout/placement.ts'
import type { OrderRecord } from '../../../shared/orders/order-record.ts'
import type { PickProduct } from '../../../shared/orders/views/staff-order.ts'
import { placement } from './placement-sample.ts'

export const at = '2026-11-28T10:00:00.000Z'
const slot = { id: 'slot', startsAt: '2026-11-29T08:00:00.000Z', endsAt: '2026-11-29T10:00:00.000Z' }

/** The order of the sample placement, right after it was placed. */
export const sampleOrder: OrderRecord = toOrderRecord(placement, {
  ...{ number: 100_007, createdAt: at, expiresAt: '2026-11-28T10:15:00.000Z', slot },
  history: [{ status: 'pending_payment', at }],
})

type Line = OrderRecord['lines'][number]

/** Two pieces at 5.00 that allow a similar substitute, overridden by `facts`. */
export function lineOf(facts: Partial<Line>): Line {
  const quantity = facts.quantity ?? 2
  const subtotal = quantity * 500
  return {
    ...{ sku: 'A', name: { en: 'A' }, unit: 'each', quantity, price: 500, priceQuantity: 1, subtotal },
    ...{ promotionDiscount: 0, couponDiscount: 0, total: subtotal, substitution: { type: 'similar' }, claimId: null },
    ...{ orderedQuantity: quantity, pickedQuantity: null, substitutes: null },
    ...facts,
  }
}

export const orderOf = (...lines: Partial<Line>[]): OrderRecord => ({ ...sampleOrder, lines: lines.map(lineOf) })

export const productOf = (sku: string, facts: Partial<PickProduct> = {}): PickProduct => ({
  ...{ sku, barcode: null, name: { en: sku }, category: 'milk', unit: 'each', price: 400, priceQuantity: 1 },
  ...{ temperature: 'frozen', ageRestricted: false, active: true },
  ...facts,
})
