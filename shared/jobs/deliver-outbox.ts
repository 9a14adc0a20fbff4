import * as z from 'zod'
import { callRoutine } from '../db/database.ts'
import { BATCH_SIZE, type JobTools, type RunOnce } from './job.ts'
import { sendRefund } from './send-refund.ts'

const OutboxItem = z.object({
  id: z.int(),
  topic: z.string(),
  orderId: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()),
  attempts: z.int(),
})
type OutboxItem = z.output<typeof OutboxItem>

const Claimed = z.object({ items: z.array(OutboxItem) })
const Finished = z.object({ remaining: z.int() })

/** Does what must happen after a commit, at least once; what fails is tried again later, and says why. */
export const deliverOutbox: RunOnce = async (tools) => {
  const { database, log } = tools
  const { items } = await callRoutine(database, 'claim_outbox', { limit: BATCH_SIZE }, Claimed)
  const delivered: number[] = []
  const failed: { id: number; error: string }[] = []
  for (const item of items) {
    try {
      await deliver(item, tools)
      delivered.push(item.id)
    } catch (error) {
      log.error({ err: error, outbox_id: item.id, topic: item.topic, attempts: item.attempts }, 'delivery failed')
      failed.push({ id: item.id, error: error instanceof Error ? error.message : String(error) })
    }
  }
  const { remaining } = await callRoutine(database, 'finish_outbox', { delivered, failed }, Finished)
  return { processed: delivered.length, remaining }
}

async function deliver(item: OutboxItem, tools: JobTools): Promise<void> {
  if (item.topic === 'refund_requested') return sendRefund(item.payload, tools)
  tools.log.info({ order_id: item.orderId, event: item.topic }, 'order event')
}
