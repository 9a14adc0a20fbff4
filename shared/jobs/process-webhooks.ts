import * as z from 'zod'
import { applyEvent } from '../payments/apply-event.ts'
import { callRoutine } from '../platform/db/database.ts'
import { BATCH_SIZE, type RunOnce } from './job.ts'

const Unprocessed = z.object({
  items: z.array(z.object({ provider: z.string(), eventId: z.string() })),
  remaining: z.int(),
})

/** Applies events that were stored but not applied: their process died, or the database refused for a moment. */
export const processWebhooks: RunOnce = async ({ database, log }) => {
  const waiting = await callRoutine(database, 'unprocessed_payment_events', { limit: BATCH_SIZE }, Unprocessed)
  let processed = 0
  for (const event of waiting.items) {
    try {
      await applyEvent(database, event)
      processed++
    } catch (error) {
      log.error({ err: error, event_id: event.eventId }, 'payment event could not be applied')
    }
  }
  return { processed, remaining: waiting.remaining - processed }
}
