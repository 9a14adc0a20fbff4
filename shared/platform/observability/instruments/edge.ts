import type { KeyValueCounts } from '../../kv/key-value-store.ts'
import type { Backlog, CatalogCacheCounts, CompletedCall, CompletedRequest, Context, Pool } from './records.ts'

/**
 * Instruments at the edge. An isolate serves a few requests and cannot be scraped: the log lines replace the counters, as
 * docs/observability.md lists. There is no AsyncLocalStorage either, so callers pass the context as arguments.
 */
export const recordRequest = (_request: CompletedRequest): void => {}
export const recordDatabaseCall = (_call: CompletedCall): void => {}
export const recordPaymentEvent = (_outcome: string): void => {}
export const setTraceNamer = (_namer: (operation: string) => void): void => {}
export const watchPool = (_pool: Pool): void => {}
export const watchStore = (_counts: KeyValueCounts): void => {}

export const watchCatalogCache = (_counts: CatalogCacheCounts): void => {}

export const runInContext = <Result>(_context: Context, work: () => Result): Result => work()
export const currentContext = (): Context | undefined => undefined
export const captureContext = () => (work: () => void) => work()

/** The backlog in the database, in Prometheus's text format. */
export async function exposition(backlog: Backlog): Promise<string> {
  const line = (name: string, work: string, value: number) => `${name}{work="${work}"} ${value}\n`
  const kinds = Object.entries(backlog)
  return [
    '# TYPE larder_backlog gauge\n',
    ...kinds.map(([work, { waiting }]) => line('larder_backlog', work, waiting)),
    '# TYPE larder_backlog_oldest_seconds gauge\n',
    ...kinds.map(([work, { oldestSeconds }]) => line('larder_backlog_oldest_seconds', work, oldestSeconds)),
    '# TYPE larder_backlog_dead gauge\n',
    ...kinds.map(([work, { dead = 0 }]) => line('larder_backlog_dead', work, dead)),
  ].join('')
}
