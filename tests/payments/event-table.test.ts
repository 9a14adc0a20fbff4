import { describe, expect, test } from 'vitest'
import {
  type EventName,
  eventNames,
  eventOutcomes,
  type StateName,
  stateNames,
} from '../../shared/payments/event-outcomes.ts'
import { capturedOrder, statusOf } from '../support/sql/captured-order.ts'
import { applyEvent } from '../support/sql/payment-events.ts'
import { fromNow, type Row, routineShop, type Value } from '../support/sql/routine-shop.ts'
import { refundOf } from '../support/sql/small-shop.ts'

/** The table of every state and event is what the database does: each pair is played. */
const shop = await routineShop()

interface State {
  status: string
  payment?: Record<string, Value>
  holds?: boolean
  goodsGone?: boolean
}

const reservation = { amount: 1_000, authorisation: 1_200 }
const captured = { captured: 1_000, captured_at: fromNow(-60) }
const states: Record<StateName, State> = {
  waits: { status: 'pending_payment', holds: true },
  'waits, paid in part': {
    status: 'pending_payment',
    payment: { captured: 400, captured_at: fromNow(-60) },
    holds: true,
  },
  'expired, goods there': { status: 'expired' },
  'expired, goods gone': { status: 'expired', goodsGone: true },
  cancelled: { status: 'cancelled' },
  'paid, reserved': { status: 'paid', payment: { authorised: 1_200 } },
  paid: { status: 'paid', payment: captured },
  'picking, reserved': { status: 'picking', payment: { authorised: 1_200 } },
  picking: { status: 'picking', payment: captured },
  'out for delivery, reserved': { status: 'out_for_delivery', payment: { authorised: 1_200 } },
  'out for delivery': { status: 'out_for_delivery', payment: captured },
  'delivered, reserved': { status: 'delivered', payment: { authorised: 1_200 } },
  delivered: { status: 'delivered', payment: captured },
  refunded: { status: 'refunded', payment: { ...captured, refunded: 1_000 } },
}

const events: Record<EventName, [type: string, columns?: Record<string, Value>]> = {
  'reserved in full': ['payment_authorised', { amount: 1_200 }],
  'captured in part': ['payment_succeeded', { amount: 600 }],
  'captured in full': ['payment_succeeded', { amount: 1_000 }],
  'captured too much': ['payment_succeeded', { amount: 1_100 }],
  'payment failed': ['payment_failed'],
  'payment cancelled': ['payment_cancelled'],
  'refunded in part': ['payment_refunded', { amount: 300 }],
  'refunded in full': ['payment_refunded', { amount: 1_000 }],
  'refund failed': ['refund_failed', { refund_id: 'r', amount: 300 }],
  disputed: ['payment_disputed'],
  'dispute won': ['dispute_won'],
  'dispute lost': ['dispute_lost'],
}

async function play(state: State, [type, columns]: (typeof events)[EventName]): Promise<Row> {
  await capturedOrder(shop, state.status, { ...reservation, ...state.payment }, { holds: state.holds ?? false })
  if (state.goodsGone === true) await shop.write("update inventory set on_hand = 1 where sku = 'A'")
  if (type === 'refund_failed') await refundOf(shop, 'r', 'order', { amount: 300 })
  const outcome = await applyEvent(shop, type, columns)
  const money = await shop.row(
    `select coalesce((select sum(amount) from refunds where order_id = 'order' and reason <> 'test'), 0)::integer as back,
       (select cancel_requested_at is not null from payments where order_id = 'order') as "letGo",
       array(select topic from outbox where order_id = 'order'
         and topic not in ('refund_requested', 'payment_cancel_requested') order by topic) as told`,
  )
  return { outcome, status: await statusOf(shop), ...money }
}

describe.each(stateNames)('an order that is: %s', (state) => {
  test.each(eventNames)('%s', async (event) => {
    expect(await play(states[state], events[event])).toEqual(eventOutcomes[state][event])
  })
})
