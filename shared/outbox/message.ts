import * as z from 'zod'
import type { JobTools } from '../jobs/job.ts'

/** A row of the outbox as a runner has claimed it. */
export const OutboxMessage = z.object({
  id: z.int(),
  topic: z.string(),
  orderId: z.string().nullable(),
  lane: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()),
  /** Which try this is: 1 for the first. */
  attempts: z.int(),
  /** Of the request that caused the row, where there was one. */
  requestId: z.string().nullable(),
  createdAt: z.string(),
})
export type OutboxMessage = z.output<typeof OutboxMessage>

/** How the rows of one topic are delivered. */
export interface Topic {
  /**
   * Delivers one row; may be called again for the same one, also when it had succeeded. Whatever it throws is tried again
   * later, but for a `PermanentFailure`. It has DELIVERY_SECONDS: then `signal` aborts, and the try has failed.
   */
  deliver(message: OutboxMessage, tools: JobTools, signal: AbortSignal): Promise<void>
  /** After so many tries a row is given up; `DEFAULT_MAX_ATTEMPTS` unless said. */
  tries?: number
}

/** Trying again would fail again: the row is given up at once. */
export class PermanentFailure extends Error {
  override name = 'PermanentFailure'
}

/** The last try comes 13 to 16 hours after the first: a provider's bad night is survived. */
export const DEFAULT_MAX_ATTEMPTS = 24
/** Longer than any one delivery should take, and short enough that a few slow ones do not use up a lease. */
export const DELIVERY_SECONDS = 20
