import type { KeyValueCounts } from '../../kv/key-value-store.ts'
import { backlogText } from './backlog-text.ts'
import type {
  Backlog,
  CatalogCacheCounts,
  CompletedCall,
  CompletedRequest,
  ConnectionWait,
  Context,
  Pool,
} from './records.ts'

/**
 * Instruments at the edge. An isolate serves a few requests and cannot be scraped: the log lines replace the counters, as
 * docs/observability.md lists. There is no AsyncLocalStorage either, so callers pass the context as arguments.
 */
export const recordRequest = (_request: CompletedRequest): void => {}
export const recordDatabaseCall = (_call: CompletedCall): void => {}
export const recordConnectionWait = (_milliseconds: number): void => {}
export const measureWait = <Result>(_wait: ConnectionWait, call: () => Result): Result => call()
export const recordPaymentEvent = (_outcome: string): void => {}
export const setTraceNamer = (_namer: (operation: string) => void): void => {}
export const watchPool = (_pool: Pool): void => {}
export const watchStore = (_counts: KeyValueCounts): void => {}

export const watchCatalogCache = (_counts: CatalogCacheCounts): void => {}

export const runInContext = <Result>(_context: Context, work: () => Result): Result => work()
export const currentContext = (): Context | undefined => undefined
export const captureContext = () => (work: () => void) => work()

/** The backlog in the database: an isolate has no other metrics. */
export const exposition = async (readBacklog: () => Promise<Backlog | null>): Promise<string> =>
  backlogText(await readBacklog())
