import { elementAt } from '../../element-at.ts'
import type { OpenedPayment } from '../../payments/opener.ts'
import { listFees } from '../../promotions/fees.ts'
import type { OrderRecord } from '../order-record.ts'
import type { Order } from './order.ts'

/** The order as the API returns it. */
export function presentOrder(record: OrderRecord): Order {
  return {
    id: record.id,
    number: `L-${record.number}`,
    status: record.status,
    lines: record.lines.map((line) => ({
      sku: line.sku,
      name: line.name,
      unit: line.unit,
      quantity: line.quantity,
      orderedQuantity: line.orderedQuantity,
      substitutes: line.substitutes,
      unitPrice: line.price,
      priceQuantity: line.priceQuantity,
      subtotal: line.subtotal,
      discount: line.promotionDiscount + line.couponDiscount,
      total: line.total,
      substitution: line.substitution,
      ...(line.claimId === null ? {} : { claimId: line.claimId }),
    })),
    promotions: record.promotions.map(({ code, description, amount }) => ({ code, description, amount })),
    coupon: record.couponCode === null ? null : { code: record.couponCode, amount: record.couponDiscount },
    delivery: presentDelivery(record),
    ageRestricted: record.ageRestricted,
    subtotal: record.subtotal,
    discount: record.discount,
    deliveryFee: record.deliveryFee,
    fees: listFees(record.deliveryFee, record.fees),
    total: record.total,
    refunded: record.refunded,
    refunds: record.refunds.map(({ id, amount, status, createdAt, lines }) => ({
      id,
      amount,
      status,
      createdAt,
      lines,
    })),
    dispute: presentDispute(record.dispute),
    currency: record.currency,
    payment: {
      provider: record.payment.provider,
      id: record.payment.id,
      status: paymentStatus(record.payment),
      expiresAt: record.expiresAt,
    },
    createdAt: record.createdAt,
    history: record.history,
  }
}

/**
 * The order in the state in which it was placed. A repeated request gets the same response, however the order has
 * changed since. `asPlaced` has the values that packing changed; apart from status, payment and refunds, no other value
 * changes.
 */
export function presentPlacedOrder(stored: OrderRecord, opened: OpenedPayment | null): Order {
  const record = { ...stored, ...stored.asPlaced }
  const placedStatuses = record.total === 0 ? 2 : 1
  const history = record.history.slice(0, placedStatuses)
  const order = presentOrder({
    ...record,
    status: elementAt(history, placedStatuses - 1).status,
    history,
    refunded: 0,
    refunds: [],
    dispute: null,
    payment: {
      ...record.payment,
      amount: record.total,
      authorised: 0,
      captured: 0,
      refunded: 0,
      failedAt: null,
      cancelledAt: null,
    },
  })
  return { ...order, payment: { ...order.payment, ...presentOpened(opened) } }
}

/** Without the bank's reason and the decision of staff, which the shopper does not see. */
function presentDispute(dispute: OrderRecord['dispute']): Order['dispute'] {
  if (dispute === null) return null
  const { status, openedAt, closedAt, amount } = dispute
  return { status, openedAt, closedAt, amount }
}

function presentOpened(opened: OpenedPayment | null): Partial<Order['payment']> {
  if (opened === null) return {}
  const { providerPaymentId: id, ...checkout } = opened
  return { id, ...checkout }
}

function paymentStatus(payment: OrderRecord['payment']): Order['payment']['status'] {
  const { amount, authorised, captured, refunded } = payment
  // Packing can lower the amount of a paid order to 0.
  if (amount === 0 && authorised === 0 && captured === 0) return 'not_required'
  if (captured === 0) return uncapturedStatus(payment)
  if (refunded === 0) return 'succeeded'
  return refunded < captured ? 'partially_refunded' : 'refunded'
}

function uncapturedStatus({ authorised, cancelledAt, failedAt }: OrderRecord['payment']): Order['payment']['status'] {
  if (cancelledAt !== null) return 'cancelled'
  if (authorised > 0) return 'authorised'
  return failedAt === null ? 'pending' : 'failed'
}

function presentDelivery({ slot, address, deliveryFee }: OrderRecord): Order['delivery'] {
  if (slot === null || address === null) return { pickup: true }
  return { slotId: slot.id, startsAt: slot.startsAt, endsAt: slot.endsAt, fee: deliveryFee, address }
}
