import * as z from 'zod'
import type { Mailer } from '../notifications/mailer.ts'
import type { PaymentProvider } from '../payments/provider.ts'
import type { Database } from '../platform/db/database.ts'
import type { KeyValueStore } from '../platform/kv/key-value-store.ts'
import type { Logger } from '../platform/observability/logger.ts'
import type { SendWebhook } from '../webhooks/send-webhook.ts'

/** Rows of one run. Bounded, so that a run ends and another process can take the next batch. */
export const BATCH_SIZE = 100

/** How many rows a run has processed, and how many are still due. */
export const JobResult = z.object({ processed: z.int().min(0), remaining: z.int().min(0) }).meta({ id: 'JobResult' })
export type JobResult = z.output<typeof JobResult>

export interface JobTools {
  database: Database
  kv: KeyValueStore
  provider: PaymentProvider
  mailer: Mailer
  /** Where the pages of the shop are, without a slash at the end. For links in mails. */
  storeUrl: string
  /** The time zone of the shop. */
  timeZone: string
  /** The token that gives a guest access to their order. */
  orderToken(orderId: string): Promise<string>
  sendWebhook: SendWebhook
  log: Logger
}

/** One bounded run of a job. Concurrent runs are safe. */
export type RunOnce = (tools: JobTools) => Promise<JobResult>

export interface Job {
  runOnce: RunOnce
  /** Pause of the container when nothing is due. */
  everySeconds: number
  /** The level of the log line of a run that processed something. `debug` for work that recurs without a cause. */
  logLevel?: 'info' | 'debug'
}
