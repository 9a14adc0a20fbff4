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

/** Three to four days with the outbox's backoff of at most one hour. */
const MAX_ATTEMPTS = 84
/** An endpoint that fails for this long without a success is disabled. */
const DISABLE_AFTER_SECONDS = 3 * 86_400
/** The receiver is permanently gone (RFC 9110, 15.5.11). */
const GONE = 410

/** Sends an event to a webhook endpoint. Only a 2xx response counts as delivered. */
export const webhook: Topic = {
  maxAttempts: MAX_ATTEMPTS,
  async deliver(message, tools, signal) {
    const { deliveryId } = Payload.parse(message.payload)
    const delivery = await callRoutine(tools.database, 'webhook_delivery_view', { deliveryId }, DeliveryView)
    if (delivery === null) return
    const { id, url } = delivery
    if (!delivery.active) return record(tools, { deliveryId: id, outcome: 'skipped', attempt: null, last: true })

    const started = performance.now()
    const response = await tools.sendWebhook(delivery, signal).catch((error: unknown) => shortReason(error))
    const milliseconds = Math.round(performance.now() - started)
    const status = typeof response === 'number' ? response : null
    const error = typeof response === 'number' ? null : response
    if (status !== null && status >= 200 && status < 300) {
      await record(tools, {
        deliveryId: id,
        outcome: 'delivered',
        attempt: { status, error, milliseconds },
        last: true,
      })
      return tools.log.info({ webhook_id: id, host: new URL(url).host, status, milliseconds }, 'webhook delivered')
    }
    const last = status === GONE || message.attempts >= MAX_ATTEMPTS
    await record(tools, { deliveryId: id, outcome: 'failed', attempt: { status, error, milliseconds }, last })
    const reason = error ?? `the receiver responded with ${status}`
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
  const request = { ...attempt, disableAfterSeconds: DISABLE_AFTER_SECONDS }
  const { disabled } = await callRoutine(database, 'record_webhook_attempt', request, Recorded)
  if (disabled) log.error({ webhook_id: attempt.deliveryId }, 'webhook endpoint disabled after failing for days')
}

const shortReason = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 200)
