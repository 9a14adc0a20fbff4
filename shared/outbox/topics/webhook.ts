import * as z from 'zod'
import type { JobTools } from '../../jobs/job.ts'
import { callRoutine } from '../../platform/db/database.ts'
import { PermanentFailure, type Topic } from '../message.ts'

const Payload = z.object({ deliveryId: z.string() })
const DeliveryView = z
  .object({
    id: z.string(),
    body: z.string(),
    endpointId: z.string(),
    url: z.string(),
    active: z.boolean(),
    secretNumbers: z.array(z.int()),
  })
  .nullable()
const Recorded = z.object({ disabled: z.boolean() })

/** Three to four days with the outbox's backoff, which is an hour at most. */
const TRIES = 84
/** An endpoint for which nothing succeeds for so long is taken out of service. */
const PATIENCE_SECONDS = 3 * 86_400
/** Gone for good, says the receiver (RFC 9110, 15.5.11). */
const GONE = 410

/** Tells an endpoint of an event. Only 2xx says that it was taken. */
export const webhook: Topic = {
  tries: TRIES,
  async deliver(message, tools, signal) {
    const { deliveryId } = Payload.parse(message.payload)
    const delivery = await callRoutine(tools.database, 'webhook_delivery_view', { deliveryId }, DeliveryView)
    if (delivery === null) return
    const { id, url } = delivery
    if (!delivery.active) return record(tools, { deliveryId: id, outcome: 'skipped', attempt: null, last: true })

    const started = performance.now()
    const sent = await tools.sendWebhook(delivery, signal).catch((error: unknown) => reasonOf(error))
    const milliseconds = Math.round(performance.now() - started)
    const status = typeof sent === 'number' ? sent : null
    const error = typeof sent === 'number' ? null : sent
    if (status !== null && status >= 200 && status < 300) {
      await record(tools, {
        deliveryId: id,
        outcome: 'delivered',
        attempt: { status, error, milliseconds },
        last: true,
      })
      return tools.log.info({ webhook_id: id, host: new URL(url).host, status, milliseconds }, 'webhook delivered')
    }
    const last = status === GONE || message.attempts >= TRIES
    await record(tools, { deliveryId: id, outcome: 'failed', attempt: { status, error, milliseconds }, last })
    const reason = error ?? `the receiver answered ${status}`
    throw status === GONE ? new PermanentFailure(reason) : new Error(reason)
  },
}

interface Attempt {
  deliveryId: string
  outcome: 'delivered' | 'failed' | 'skipped'
  attempt: { status: number | null; error: string | null; milliseconds: number } | null
  last: boolean
}

async function record({ database, log }: JobTools, attempt: Attempt): Promise<void> {
  const request = { ...attempt, patienceSeconds: PATIENCE_SECONDS }
  const { disabled } = await callRoutine(database, 'record_webhook_attempt', request, Recorded)
  if (disabled) log.error({ webhook_id: attempt.deliveryId }, 'an endpoint has failed for days and is out of service')
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 200)
