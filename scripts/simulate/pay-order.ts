import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { deliveryQuery, isUnconfirmed, reorderedQuery } from './callback-delivery.ts'
import type { Caller, Shop } from './client.ts'
import { Fault } from './fault.ts'
import { type PlacedOrder, readOrder } from './order.ts'
import type { Plan } from './plan.ts'
import type { Tally } from './tally.ts'

/** The signed callback that the sandbox sent to the shop. */
const Delivered = z.object({
  webhook: z.string().startsWith('/'),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
})
const Receipt = z.object({ stored: z.boolean() })

/** A stored event that can't be applied immediately is applied by the shop's next job run. */
const READS = 20
const PAUSE_BETWEEN_READS_MILLISECONDS = 500

/** Pays as planned. Returns when the shop reports the order as paid, or can't have received the callback yet. */
export async function payOrder(
  call: Caller,
  plan: Plan,
  order: PlacedOrder,
  { tally, injectsFailures }: Pick<Shop, 'tally' | 'injectsFailures'>,
): Promise<'paid' | 'unconfirmed'> {
  if (order.paymentId === null) return expectPaid(call, order, { tally, injectsFailures })
  if (plan.payment === 'fails_first') {
    await sendOutcome(call, order.paymentId, 'fail')
    if (!injectsFailures) await expectFailedPayment(call, order)
  }
  if (plan.callback.reordered) await sendOutcome(call, order.paymentId, 'fail', reorderedQuery)
  const callback = await sendOutcome(call, order.paymentId, 'succeed', deliveryQuery(plan.callback))
  countCallback(plan, tally)
  if (plan.callbackSentAgain && !isUnconfirmed(plan.callback)) await sendAgain(call, callback, tally)
  return expectPaid(call, order, { tally, injectsFailures })
}

function countCallback({ callback }: Plan, { callbacks }: Tally): void {
  if (callback.deliveries === 0) callbacks.lost++
  if (callback.afterSeconds > 0) callbacks.late++
  if (callback.deliveries > 1) callbacks.repeated++
  if (callback.reordered) callbacks.reordered++
}

async function sendOutcome(call: Caller, paymentId: string, outcome: 'succeed' | 'fail', query = '') {
  const answer = await call({
    operation: 'sandbox-outcome',
    method: 'POST',
    path: `/sandbox/payments/${paymentId}/${outcome}${query}`,
    status: 200,
    answer: Delivered,
  })
  if (!answer.ok) throw new Fault('sandbox-outcome', `refused with ${answer.refusal.code}`, answer.requestId)
  return answer.value
}

/** A provider that missed the shop's response delivers twice. The second delivery must be accepted and change nothing. */
async function sendAgain(call: Caller, callback: z.output<typeof Delivered>, tally: Tally): Promise<void> {
  const { webhook: path, headers, body } = callback
  const answer = await call({
    operation: 'webhook',
    method: 'POST',
    path,
    headers,
    body,
    status: 200,
    answer: Receipt,
  })
  if (!answer.ok) throw new Fault('webhook', `refused with ${answer.refusal.code}`, answer.requestId)
  if (answer.value.stored) throw new Fault('webhook', 'a repeated event was stored again', answer.requestId)
  tally.repetitions.callbacksSentAgain++
}

/** After a failed payment the order stays pending, and another attempt is possible. */
async function expectFailedPayment(call: Caller, order: PlacedOrder): Promise<void> {
  const { status, payment, requestId } = await readOrder(call, order)
  if (status === 'pending_payment' && payment.status === 'failed') return
  throw new Fault('get-order', `after a failed payment it is ${status}, the payment ${payment.status}`, requestId)
}

async function expectPaid(
  call: Caller,
  order: PlacedOrder,
  { tally, injectsFailures }: Pick<Shop, 'tally' | 'injectsFailures'>,
): Promise<'paid' | 'unconfirmed'> {
  for (let reads = 1; ; reads++) {
    const { status, payment, requestId } = await readOrder(call, order)
    if (status === 'paid') {
      // The payment of products sold by weight is only authorised until they are packed.
      if (order.paymentId === null || ['succeeded', 'authorised'].includes(payment.status)) return 'paid'
      throw new Fault('get-order', `the order is paid, its payment ${payment.status}`, requestId)
    }
    if (injectsFailures && ['pending_payment', 'expired'].includes(status)) {
      tally.unconfirmed.push(order.id)
      return 'unconfirmed'
    }
    if (status !== 'pending_payment' || reads === READS) {
      throw new Fault('get-order', `the payment succeeded, the order is ${status}`, requestId)
    }
    await sleep(PAUSE_BETWEEN_READS_MILLISECONDS)
  }
}
