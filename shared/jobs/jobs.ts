import { deliverOutbox } from './deliver-outbox.ts'
import { expireHolds } from './expire-holds.ts'
import type { RunOnce } from './job.ts'
import { processWebhooks } from './process-webhooks.ts'

/** Every job by its name: the container's timer, a scheduler over HTTP and the tests all run these. */
export const jobs: ReadonlyMap<string, RunOnce> = new Map([
  ['expire-holds', expireHolds],
  ['process-webhooks', processWebhooks],
  ['deliver-outbox', deliverOutbox],
])
