import { AsyncLocalStorage } from 'node:async_hooks'
import { clusterMetrics } from './cluster.ts'
import * as metrics from './metrics.ts'
import type { Backlog, CompletedCall, CompletedRequest, Context } from './records.ts'

/** Routines that change stock and lock its rows. */
export const inventoryRoutines: ReadonlySet<string> = new Set([
  'place_orders',
  'cancel_order',
  'expire_orders',
  'apply_payment_event',
  'advance_order',
  'refund_order',
  'move_stock',
  'create_flash_sale',
  'update_flash_sale',
  'end_flash_sales',
])
export const CLAIM = 'create-claim'

let nameTrace = (_operation: string): void => {}
/** Sets the function that names the current trace. */
export function setTraceNamer(namer: (operation: string) => void): void {
  nameTrace = namer
}

const contexts = new AsyncLocalStorage<Context>()
export function runInContext<Result>(context: Context, work: () => Result): Result {
  nameTrace(context.operation)
  return contexts.run(context, work)
}
export const currentContext = (): Context | undefined => contexts.getStore()
/** Captures the current context, for work that runs later. */
export const captureContext = (): ((work: () => void) => void) => AsyncLocalStorage.snapshot()

export function recordRequest({ operation, route, method, status, code, seconds, replayed }: CompletedRequest): void {
  metrics.httpRequests.inc({ route, method, status })
  metrics.httpSeconds.observe({ route }, seconds)
  if (code !== null) metrics.problems.inc({ operation, code })
  if (operation === 'place-order' && status === 201 && !replayed) metrics.orders.inc()
  if (operation === CLAIM) metrics.flashSaleAttempts.inc({ outcome: code ?? 'claimed' })
}

export function recordDatabaseCall({ statement, seconds, failed }: CompletedCall): void {
  metrics.databaseSeconds.observe({ statement }, seconds)
  if (inventoryRoutines.has(statement)) metrics.inventorySeconds.observe({ routine: statement }, seconds)
  if (failed) metrics.databaseFailures.inc({ statement })
}

export function recordPaymentEvent(outcome: string): void {
  metrics.paymentEvents.inc({ outcome })
}

export { watchCatalogCache, watchPool, watchStore } from './metric-sources.ts'

export async function exposition(backlog: Backlog): Promise<string> {
  for (const [work, { waiting, oldestSeconds, dead = 0 }] of Object.entries(backlog)) {
    metrics.backlogWaiting.set({ work }, waiting)
    metrics.backlogOldest.set({ work }, oldestSeconds)
    metrics.backlogDead.set({ work }, dead)
  }
  return clusterMetrics()
}
