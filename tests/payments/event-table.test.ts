import { describe, expect, test } from 'vitest'
import {
  type EventName,
  eventNames,
  eventOutcomes,
  type StateName,
  stateNames,
} from '../../shared/payments/event-outcomes.ts'
import { insertCapturedOrder, readOrderStatus } from '../support/sql/captured-order.ts'
import { applyEvent } from '../support/sql/payment-events.ts'
import { fromNow, type Row, routineShop, type Value } from '../support/sql/routine-shop.ts'
import { insertDispute, insertRefund } from '../support/sql/shop-rows.ts'

/** Runs every pair of state and event on a database, and compares the effect with the table. */
const shop = await routineShop()

interface State {
  status: string
  payment?: Record<string, Value>
  holds?: boolean
  outOfStock?: boolean
  dispute?: 'open' | 'lost'
}

const authorisation = { amount: 1_000, authorisation: 1_000 }
const captured = { captured: 1_000, captured_at: fromNow(-60) }
const states: Record<StateName, State> = {
  'pending payment': { status: 'pending_payment', holds: true },
  'pending payment, processing': { status: 'pending_payment', payment: { processing_at: fromNow(-60) }, holds: true },
  'pending payment, partly captured': {
    status: 'pending_payment',
    payment: { captured: 400, captured_at: fromNow(-60) },
    holds: true,
  },
  'expired, in stock': { status: 'expired' },
  'expired, out of stock': { status: 'expired', outOfStock: true },
  cancelled: { status: 'cancelled' },
  'cancelled, disputed': { status: 'cancelled', payment: captured, dispute: 'open' },
  'cancelled, dispute lost': { status: 'cancelled', payment: captured, dispute: 'lost' },
  'paid, authorised': { status: 'paid', payment: { authorised: 1_000 } },
  paid: { status: 'paid', payment: captured },
  'paid, disputed': { status: 'paid', payment: captured, dispute: 'open' },
  'paid, dispute lost': { status: 'paid', payment: captured, dispute: 'lost' },
  'picking, authorised': { status: 'picking', payment: { authorised: 1_000 } },
  picking: { status: 'picking', payment: captured },
  'out for delivery, authorised': { status: 'out_for_delivery', payment: { authorised: 1_000 } },
  'out for delivery': { status: 'out_for_delivery', payment: captured },
  'delivered, authorised': { status: 'delivered', payment: { authorised: 1_000 } },
  delivered: { status: 'delivered', payment: captured },
  refunded: { status: 'refunded', payment: { ...captured, refunded: 1_000 } },
}

const events: Record<EventName, [type: string, columns?: Record<string, Value>]> = {
  'authorised in full': ['payment_authorised', { amount: 1_000 }],
  'captured in part': ['payment_succeeded', { amount: 600 }],
  'captured in full': ['payment_succeeded', { amount: 1_000 }],
  'captured too much': ['payment_succeeded', { amount: 1_100 }],
  processing: ['payment_processing'],
  'payment failed': ['payment_failed'],
  'payment cancelled': ['payment_cancelled'],
  'capture failed': ['capture_failed'],
  'refunded in part': ['payment_refunded', { amount: 300 }],
  'refunded in full': ['payment_refunded', { amount: 1_000 }],
  'refund failed': ['refund_failed', { refund_id: 'r', amount: 300 }],
  disputed: ['payment_disputed'],
  'dispute won': ['dispute_won'],
  'dispute lost': ['dispute_lost'],
}

async function applyInState(state: State, [type, columns]: (typeof events)[EventName]): Promise<Row> {
  await insertCapturedOrder(shop, state.status, { ...authorisation, ...state.payment }, { holds: state.holds ?? false })
  if (state.outOfStock === true) await shop.write("update inventory set on_hand = 1 where sku = 'A'")
  if (state.dispute !== undefined) await insertDispute(shop, 'order', { lost: state.dispute === 'lost' })
  if (type === 'refund_failed') await insertRefund(shop, 'r', 'order', { amount: 300 })
  if (state.payment?.processing_at !== undefined) await shop.run('adjust_payment_window', 'order')
  await shop.write(
    'create temporary table before on commit drop as select expires_at from orders where id = $1',
    'order',
  )
  const outcome = await applyEvent(shop, type, columns)
  const money = await shop.row(
    `select coalesce((select sum(amount) from refunds where order_id = 'order' and reason <> 'test'), 0)::integer as "refundRequested",
       (select case when o.expires_at > b.expires_at then 'extended' when o.expires_at < b.expires_at then 'shortened' end
         from orders o, before b where o.id = 'order') as window,
       (select cancel_requested_at is not null from payments where order_id = 'order') as "voidRequested",
       array(select topic from outbox where order_id = 'order'
         and topic not in ('refund_requested', 'payment_cancel_requested') order by topic) as notifications`,
  )
  return { outcome, status: await readOrderStatus(shop), ...money }
}

describe.each(stateNames)('order: %s', (state) => {
  test.each(eventNames)('%s', async (event) => {
    expect(await applyInState(states[state], events[event])).toEqual(eventOutcomes[state][event])
  })
})
