import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { Caller } from './client.ts'
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

/** Pays as planned; ends when the shop says that the order is paid. */
export async function payOrder(call: Caller, plan: Plan, order: PlacedOrder, tally: Tally): Promise<void> {
  if (order.paymentId !== null) {
    if (plan.payment === 'fails_first') {
      await conclude(call, order.paymentId, 'fail')
      await expectFailedPayment(call, order)
    }
    const callback = await conclude(call, order.paymentId, 'succeed')
    if (plan.callbackSentAgain) await sendAgain(call, callback, tally)
  }
  await expectPaid(call, order)
}

async function conclude(call: Caller, paymentId: string, outcome: 'succeed' | 'fail') {
  const answer = await call({
    operation: 'sandbox-outcome',
    method: 'POST',
    path: `/sandbox/payments/${paymentId}/${outcome}`,
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

async function expectPaid(call: Caller, order: PlacedOrder): Promise<void> {
  for (let look = 1; ; look++) {
    const { status, payment, requestId } = await readOrder(call, order)
    if (status === 'paid') {
      // What is weighed is only reserved until it is packed.
      if (order.paymentId === null || ['succeeded', 'authorised'].includes(payment.status)) return
      throw new Fault('get-order', `the order is paid, its payment ${payment.status}`, requestId)
    }
    if (status !== 'pending_payment' || look === LOOKS) {
      throw new Fault('get-order', `the payment succeeded, the order is ${status}`, requestId)
    }
    await sleep(PAUSE_BETWEEN_LOOKS_MILLISECONDS)
  }
}
