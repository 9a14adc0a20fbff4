import * as z from 'zod'
import { deliverMessage, releaseMessages } from '../outbox/deliver-message.ts'
import { deliveryQueue } from '../outbox/delivery-queue.ts'
import { DELIVERY_SECONDS, OutboxMessage } from '../outbox/message.ts'
import { callRoutine } from '../platform/db/database.ts'
import { BATCH_SIZE, type RunOnce } from './job.ts'

/** How long a claimed row is this runner's alone. Should the runner be killed, the row waits as long for the next. */
const LEASE_SECONDS = 60
/** A delivery begins only while it will end within the lease, with a margin for the answers of the database. */
const BEGIN_SECONDS = LEASE_SECONDS - DELIVERY_SECONDS - 10
/** An endpoint that did not answer is left in peace for so long. */
const SILENCE_SECONDS = 60
/** Slow receivers wait beside each other; more would take the connections that requests need. */
const DELIVERIES_AT_ONCE = 4

const Claimed = z.object({ items: z.array(OutboxMessage) })
const Due = z.object({ remaining: z.int() })

/**
 * Does what must happen after a commit, at least once; what fails is tried again later, and says why. A claim has at most
 * one row of an order and lane, so its rows may go in any order.
 */
export const deliverOutbox: RunOnce = async (tools) => {
  const { database } = tools
  const until = performance.now() + BEGIN_SECONDS * 1000
  const request = { limit: BATCH_SIZE, leaseSeconds: LEASE_SECONDS }
  const { items } = await callRoutine(database, 'claim_outbox', request, Claimed)
  const queue = deliveryQueue(items)
  let processed = 0

  async function deliverInTurn(): Promise<void> {
    for (let message = queue.next(); message !== undefined; message = queue.next()) {
      if (performance.now() > until) return releaseMessages([message, ...queue.rest()], tools)
      const end = await deliverMessage(message, tools)
      queue.ended(message, end === 'silent')
      if (end === 'delivered') processed++
    }
  }

  // All have ended before the run has, also when the database was away for one of them.
  const ends = await Promise.allSettled(Array.from({ length: DELIVERIES_AT_ONCE }, deliverInTurn))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  await releaseMessages(queue.ofSilentEndpoints(), tools, SILENCE_SECONDS)
  const { remaining } = await callRoutine(database, 'due_outbox', {}, Due)
  return { processed, remaining }
}
