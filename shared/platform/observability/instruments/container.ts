import { AsyncLocalStorage } from 'node:async_hooks'
import { metricsOfAll } from './cluster.ts'
import type { Backlog, Context, EndedCall, EndedRequest } from './facts.ts'
import * as metrics from './metrics.ts'

/** Routines that change stock under the lock of its rows. */
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
/** For who traces requests: how the trace of here is named. */
export function nameTracesWith(namer: (operation: string) => void): void {
  nameTrace = namer
}

const contexts = new AsyncLocalStorage<Context>()
export function inContext<Result>(context: Context, work: () => Result): Result {
  nameTrace(context.operation)
  return contexts.run(context, work)
}
export const currentContext = (): Context | undefined => contexts.getStore()
/** Carries the context of here to where work goes on later. */
export const carryContext = (): ((work: () => void) => void) => AsyncLocalStorage.snapshot()

export function requestEnded({ operation, route, method, status, code, seconds, replayed }: EndedRequest): void {
  metrics.httpRequests.inc({ route, method, status })
  metrics.httpSeconds.observe({ route }, seconds)
  if (code !== null) metrics.problems.inc({ operation, code })
  if (operation === 'place-order' && status === 201 && !replayed) metrics.orders.inc()
  if (operation === CLAIM) metrics.flashSaleAttempts.inc({ outcome: code ?? 'claimed' })
}

export function callEnded({ statement, seconds, failed }: EndedCall): void {
  metrics.databaseSeconds.observe({ statement }, seconds)
  if (inventoryRoutines.has(statement)) metrics.inventorySeconds.observe({ routine: statement }, seconds)
  if (failed) metrics.databaseFailures.inc({ statement })
}

export function paymentEventApplied(outcome: string): void {
  metrics.paymentEvents.inc({ outcome })
}

export { watchCatalogCache, watchPool, watchStore } from './watched.ts'

export async function exposition(backlog: Backlog): Promise<string> {
  for (const [work, { waiting, oldestSeconds, dead = 0 }] of Object.entries(backlog)) {
    metrics.backlogWaiting.set({ work }, waiting)
    metrics.backlogOldest.set({ work }, oldestSeconds)
    metrics.backlogDead.set({ work }, dead)
  }
  return metricsOfAll()
}
