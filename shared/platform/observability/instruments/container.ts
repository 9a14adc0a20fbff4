import { AsyncLocalStorage } from 'node:async_hooks'
import { backlogText } from './backlog-text.ts'
import { clusterMetrics } from './cluster.ts'
import * as metrics from './metrics.ts'
import type { Backlog, CompletedCall, CompletedRequest, ConnectionWait, Context } from './records.ts'

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

const waits = new AsyncLocalStorage<ConnectionWait>()
/** Calls the database, and measures in `wait` how long the call waits for a connection. */
export const measureWait = <Result>(wait: ConnectionWait, call: () => Result): Result => waits.run(wait, call)
/** For the pool: the current call has received a connection. */
export function recordConnectionWait(milliseconds: number): void {
  const wait = waits.getStore()
  if (wait !== undefined) wait.milliseconds += milliseconds
  metrics.connectionWaitSeconds.observe(milliseconds / 1000)
}

export function recordDatabaseCall({ statement, seconds, waitSeconds, failed, idle }: CompletedCall): void {
  metrics.databaseSeconds.observe({ statement }, seconds - waitSeconds)
  // Jobs call some of these routines every second. Calls without work would hide slow orders in the quantiles.
  if (inventoryRoutines.has(statement) && !idle) metrics.inventorySeconds.observe({ routine: statement }, seconds)
  if (failed) metrics.databaseFailures.inc({ statement })
}

export function recordPaymentEvent(outcome: string): void {
  metrics.paymentEvents.inc({ outcome })
}

export { watchCatalogCache, watchPool, watchStore } from './metric-sources.ts'

/**
 * The metrics of all processes, then the backlog. In this order, because the query for the backlog would be seen in the
 * gauges of the pool, or wait until a connection is free and the gauges look well.
 * @param readBacklog null when the database does not answer
 */
export async function exposition(readBacklog: () => Promise<Backlog | null>): Promise<string> {
  const text = await clusterMetrics()
  return `${text.trimEnd()}\n${backlogText(await readBacklog())}`
}
