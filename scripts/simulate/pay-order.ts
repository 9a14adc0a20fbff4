import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { goesAstray, queryOf, reorderedQuery } from './callback-shares.ts'
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

/** A stored event that could not be applied at once is applied by the shop's next sweep. */
const LOOKS = 20
const PAUSE_BETWEEN_LOOKS_MILLISECONDS = 500

/** Pays as planned; ends when the shop says that the order is paid, or cannot know it yet. */
export async function payOrder(
  call: Caller,
  plan: Plan,
  order: PlacedOrder,
  { tally, harmed }: Pick<Shop, 'tally' | 'harmed'>,
): Promise<'paid' | 'astray'> {
  if (order.paymentId === null) return expectPaid(call, order, { tally, harmed })
  if (plan.payment === 'fails_first') {
    await conclude(call, order.paymentId, 'fail')
    if (!harmed) await expectFailedPayment(call, order)
  }
  if (plan.callback.reordered) await conclude(call, order.paymentId, 'fail', reorderedQuery)
  const callback = await conclude(call, order.paymentId, 'succeed', queryOf(plan.callback))
  count(plan, tally)
  if (plan.callbackSentAgain && !goesAstray(plan.callback)) await sendAgain(call, callback, tally)
  return expectPaid(call, order, { tally, harmed })
}

function count({ callback }: Plan, { callbacks }: Tally): void {
  if (callback.deliveries === 0) callbacks.lost++
  if (callback.afterSeconds > 0) callbacks.late++
  if (callback.deliveries > 1) callbacks.repeated++
  if (callback.reordered) callbacks.reordered++
}

async function conclude(call: Caller, paymentId: string, outcome: 'succeed' | 'fail', query = '') {
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

/** A provider that missed the shop's answer delivers twice; the second delivery must be taken, and change nothing. */
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
  if (answer.value.stored) throw new Fault('webhook', 'an event that had come before was stored anew', answer.requestId)
  tally.repetitions.callbacksSentAgain++
}

/** A payment that failed may be tried again: the order waits. */
async function expectFailedPayment(call: Caller, order: PlacedOrder): Promise<void> {
  const { status, payment, requestId } = await readOrder(call, order)
  if (status === 'pending_payment' && payment.status === 'failed') return
  throw new Fault('get-order', `after a failed payment it is ${status}, the payment ${payment.status}`, requestId)
}

async function expectPaid(
  call: Caller,
  order: PlacedOrder,
  { tally, harmed }: Pick<Shop, 'tally' | 'harmed'>,
): Promise<'paid' | 'astray'> {
  for (let look = 1; ; look++) {
    const { status, payment, requestId } = await readOrder(call, order)
    if (status === 'paid') {
      // What is weighed is only reserved until it is packed.
      if (order.paymentId === null || ['succeeded', 'authorised'].includes(payment.status)) return 'paid'
      throw new Fault('get-order', `the order is paid, its payment ${payment.status}`, requestId)
    }
    if (harmed && ['pending_payment', 'expired'].includes(status)) {
      tally.astray.push(order.id)
      return 'astray'
    }
    if (status !== 'pending_payment' || look === LOOKS) {
      throw new Fault('get-order', `the payment succeeded, the order is ${status}`, requestId)
    }
    await sleep(PAUSE_BETWEEN_LOOKS_MILLISECONDS)
  }
}
