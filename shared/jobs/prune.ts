import * as z from 'zod'
import { callRoutine } from '../platform/db/database.ts'
import type { RunOnce } from './job.ts'

/** Rows of each table that one run deletes: short locks, however much has gathered. */
const LIMIT = 1_000

/** How many days what is finished is kept. */
const retentionDays = {
  /** Long enough to find out what became of a mail. */
  outbox: 30,
  /** A provider does not repeat an event for so long (Stripe: 3 days), and its books have them all. */
  paymentEvents: 400,
  /** An ended session is kept so that reuse of one of its tokens is still recognised as such. */
  sessions: 30,
  /** A client that asks again does so within minutes; after that the cart says that it was ordered. */
  idempotencyKeys: 7,
  webhookDeliveries: 30,
} as const

const Pruned = z.object({ processed: z.int(), full: z.int() })

/** Deletes what is finished and old. `remaining` is how many tables may have more. */
export const prune: RunOnce = async ({ database }) => {
  const { processed, full } = await callRoutine(database, 'prune', { limit: LIMIT, ...retentionDays }, Pruned)
  return { processed, remaining: full }
}
