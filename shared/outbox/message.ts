import * as z from 'zod'
import type { JobTools } from '../jobs/job.ts'

/** A claimed row of the outbox. */
export const OutboxMessage = z.object({
  id: z.int(),
  topic: z.string(),
  orderId: z.string().nullable(),
  lane: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()),
  /** Number of this attempt; 1 for the first. */
  attempts: z.int(),
  /** The request that caused the row; null for a job. */
  requestId: z.string().nullable(),
  createdAt: z.string(),
})
export type OutboxMessage = z.output<typeof OutboxMessage>

/** How the rows of one topic are delivered. */
export interface Topic {
  /**
   * Delivers one row. It may be called again for the same row, even after a success. If it throws, the row is retried
   * later, except for a `PermanentFailure`. After DELIVERY_SECONDS `signal` aborts and the attempt has failed.
   */
  deliver(message: OutboxMessage, tools: JobTools, signal: AbortSignal): Promise<void>
  /** After this many attempts the row is dead. Default: `DEFAULT_MAX_ATTEMPTS`. */
  maxAttempts?: number
}

/** A retry would fail again: the row is dead at once. */
export class PermanentFailure extends Error {
  override name = 'PermanentFailure'
}

/** The last attempt is 13 to 16 hours after the first, to survive an overnight outage of a provider. */
export const DEFAULT_MAX_ATTEMPTS = 24
/** Longer than a normal delivery takes, and short enough that a few slow ones do not use up the lease. */
export const DELIVERY_SECONDS = 20
