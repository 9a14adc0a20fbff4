import * as z from 'zod'
import { callRoutine } from '../platform/db/database.ts'
import type { RunOnce } from './job.ts'

/** Rows of each table that one run deletes. Bounded to keep locks short. */
const LIMIT = 1_000

/** How long finished rows are kept, in days. */
const retentionDays = {
  /** Long enough to investigate a mail. */
  outbox: 30,
  /** Providers repeat events for a few days only (Stripe: 3), and their own records are complete. */
  paymentEvents: 400,
  /** Reuse of a token of an ended session can be detected for this long. */
  sessions: 30,
  /** Clients retry within minutes. After pruning, a retry is refused because the cart is already ordered. */
  idempotencyKeys: 7,
  webhookDeliveries: 30,
  /** Since the text was last searched for: a season. */
  emptySearches: 90,
} as const

const Pruned = z.object({ processed: z.int(), full: z.int() })

/** Deletes old finished rows. `remaining` is the number of tables that may have more. */
export const prune: RunOnce = async ({ database }) => {
  const { processed, full } = await callRoutine(database, 'prune', { limit: LIMIT, ...retentionDays }, Pruned)
  return { processed, remaining: full }
}
