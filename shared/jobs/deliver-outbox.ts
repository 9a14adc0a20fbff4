import * as z from 'zod'
import { deliverMessage, releaseMessages } from '../outbox/deliver-message.ts'
import { deliveryQueue } from '../outbox/delivery-queue.ts'
import { DELIVERY_SECONDS, OutboxMessage } from '../outbox/message.ts'
import { callRoutine } from '../platform/db/database.ts'
import { BATCH_SIZE, type RunOnce } from './job.ts'

/** How long a claimed row belongs to this process. After a crash the row waits this long. */
const LEASE_SECONDS = 60
/** A delivery starts only if it will end within the lease, with 10 seconds for the database. */
const START_SECONDS = LEASE_SECONDS - DELIVERY_SECONDS - 10
/** Delay before the next message to an endpoint that timed out. */
const TIMEOUT_DELAY_SECONDS = 60
/** More would take database connections that requests need. */
const CONCURRENT_DELIVERIES = 4

const Claimed = z.object({ items: z.array(OutboxMessage) })
const Due = z.object({ remaining: z.int() })

/**
 * Delivers outbox rows at least once; failures are stored and retried later. A claimed batch has at most one row for
 * each order and lane, so that its rows may be delivered in any order.
 */
export const deliverOutbox: RunOnce = async (tools) => {
  const { database } = tools
  const until = performance.now() + START_SECONDS * 1000
  const request = { limit: BATCH_SIZE, leaseSeconds: LEASE_SECONDS }
  const { items } = await callRoutine(database, 'claim_outbox', request, Claimed)
  const queue = deliveryQueue(items)
  let processed = 0

  async function deliverAll(): Promise<void> {
    for (let message = queue.next(); message !== undefined; message = queue.next()) {
      if (performance.now() > until) return releaseMessages([message, ...queue.takeRemaining()], tools)
      const result = await deliverMessage(message, tools)
      queue.finish(message, result === 'timed_out')
      if (result === 'delivered') processed++
    }
  }

  // The run ends after all deliveries, even if the database was unavailable for one of them.
  const results = await Promise.allSettled(Array.from({ length: CONCURRENT_DELIVERIES }, deliverAll))
  for (const result of results) if (result.status === 'rejected') throw result.reason
  await releaseMessages(queue.blocked(), tools, TIMEOUT_DELAY_SECONDS)
  const { remaining } = await callRoutine(database, 'count_due_outbox', {}, Due)
  return { processed, remaining }
}
