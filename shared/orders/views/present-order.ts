import { elementAt } from '../../element-at.ts'
import type { OpenedPayment } from '../../payments/opener.ts'
import { presentReservation } from '../../payments/reservation.ts'
import { listFees } from '../../promotions/fees.ts'
import { chargeableAmount } from '../checkout/placement.ts'
import { type OrderRecord, unpaidFacts } from '../order-record.ts'
import type { Order } from './order.ts'
import { paymentStatus } from './payment-status.ts'

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
    refunds: record.refunds.map(({ reason: _, failure: __, orderId: ___, ...refund }) => refund),
    dispute: presentDispute(record.dispute),
    currency: record.currency,
    payment: {
      provider: record.payment.provider,
      id: record.payment.id,
      status: paymentStatus(record.payment),
      expiresAt: record.expiresAt,
      ...presentMoney(record.payment),
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
  const placedAmount = chargeableAmount(record.total, record.payment.chargeStep)
  const placedStatuses = record.total === 0 ? 2 : 1
  const history = record.history.slice(0, placedStatuses)
  const order = presentOrder({
    ...record,
    status: elementAt(history, placedStatuses - 1).status,
    history,
    refunded: 0,
    refunds: [],
    dispute: null,
    payment: { ...record.payment, ...unpaidFacts, amount: record.total, due: placedAmount },
  })
  return { ...order, payment: { ...order.payment, ...presentOpened(opened) } }
}

/** Without the bank's reason and the decision of staff, which the shopper does not see. */
function presentDispute(dispute: OrderRecord['dispute']): Order['dispute'] {
  if (dispute === null) return null
  const { status, openedAt, closedAt, amount } = dispute
  return { status, openedAt, closedAt, amount }
}

/** Cards reserve for 7 days: https://docs.stripe.com/payments/place-a-hold-on-a-payment-method */
const RESERVATION_MILLISECONDS = 7 * 86_400_000

function presentMoney(payment: OrderRecord['payment']) {
  const { reservation, authorisedAt, authorised, captured, cancelledAt, due, missing } = payment
  const isReserved = authorisedAt !== null && captured === 0 && cancelledAt === null
  return {
    ...presentReservation(reservation, captured > 0 && authorised === 0),
    reservedUntil: isReserved ? new Date(Date.parse(authorisedAt) + RESERVATION_MILLISECONDS).toISOString() : null,
    ...{ due, authorised, captured, missing },
  }
}

function presentOpened(opened: OpenedPayment | null): Partial<Order['payment']> {
  if (opened === null) return {}
  const { providerPaymentId: id, ...checkout } = opened
  return { id, ...checkout }
}

function presentDelivery({ slot, address, deliveryFee }: OrderRecord): Order['delivery'] {
  if (slot === null || address === null) return { pickup: true }
  return { slotId: slot.id, startsAt: slot.startsAt, endsAt: slot.endsAt, fee: deliveryFee, address }
}
