import * as z from 'zod'
import type { Mailer } from '../notifications/mailer.ts'
import type { PaymentProvider } from '../payments/provider.ts'
import type { Database } from '../platform/db/database.ts'
import type { KeyValueStore } from '../platform/kv/key-value-store.ts'
import type { Logger } from '../platform/observability/logger.ts'
import type { SendWebhook } from '../webhooks/send-webhook.ts'

/** Rows that one run takes: bounded, so that a run ends and another process can take the next. */
export const BATCH_SIZE = 100

/** What a run did, and what is still due. */
export const JobResult = z.object({ processed: z.int().min(0), remaining: z.int().min(0) }).meta({ id: 'JobResult' })
export type JobResult = z.output<typeof JobResult>

export interface JobTools {
  database: Database
  kv: KeyValueStore
  provider: PaymentProvider
  mailer: Mailer
  sendWebhook: SendWebhook
  log: Logger
}

/** One bounded run of a job. Safe to run twice at once. */
export type RunOnce = (tools: JobTools) => Promise<JobResult>

export interface Job {
  runOnce: RunOnce
  /** How long the container rests when nothing is due. With more due it goes on at once. */
  everySeconds: number
}
