import { deliverOutbox } from './deliver-outbox.ts'
import { expireHolds } from './expire-holds.ts'
import { flushCarts } from './flush-carts.ts'
import type { Job } from './job.ts'
import { processWebhooks } from './process-webhooks.ts'
import { prune } from './prune.ts'
import { rebuildFlashSales } from './rebuild-flash-sales.ts'
import { reconcilePayments } from './reconcile-payments.ts'

/** All jobs by name. The container's timer, schedulers over HTTP and the tests run these. */
export const jobs: ReadonlyMap<string, Job> = new Map([
  // A hold is released at most this long after its expiry.
  ['expire-holds', { runOnce: expireHolds, everySeconds: 1 }],
  ['process-webhooks', { runOnce: processWebhooks, everySeconds: 1 }],
  ['deliver-outbox', { runOnce: deliverOutbox, everySeconds: 1 }],
  ['reconcile-payments', { runOnce: reconcilePayments, everySeconds: 10 }],
  // Every gate of a running sale is written again each second.
  ['rebuild-flash-sales', { runOnce: rebuildFlashSales, everySeconds: 1, logLevel: 'debug' }],
  ['prune', { runOnce: prune, everySeconds: 3_600 }],
  ['flush-carts', { runOnce: flushCarts, everySeconds: 3_600 }],
])
