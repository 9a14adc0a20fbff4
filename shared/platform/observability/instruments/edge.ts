import type { KeyValueCounts } from '../../kv/key-value-store.ts'
import type { Backlog, CatalogCacheCounts, Context, EndedCall, EndedRequest, Pool } from './facts.ts'

/**
 * Instruments at the edge, where an isolate lives for some requests and nobody scrapes it: what happened is in the log
 * lines, and docs/observability.md says which line is which counter. Nor does a request have a place of its own there that
 * the database could look into, so the caller passes what it needs.
 */
export const requestEnded = (_request: EndedRequest): void => {}
export const callEnded = (_call: EndedCall): void => {}
export const paymentEventApplied = (_outcome: string): void => {}
export const nameTracesWith = (_namer: (operation: string) => void): void => {}
export const watchPool = (_pool: Pool): void => {}
export const watchStore = (_counts: KeyValueCounts): void => {}

export const watchCatalogCache = (_counts: CatalogCacheCounts): void => {}

export const inContext = <Result>(_context: Context, work: () => Result): Result => work()
export const currentContext = (): Context | undefined => undefined
/** Carries the context of here to where work goes on later. */
export const carryContext = () => (work: () => void) => work()

/** What the database knows, in Prometheus's text format. */
export async function exposition(backlog: Backlog): Promise<string> {
  const line = (name: string, work: string, value: number) => `${name}{work="${work}"} ${value}\n`
  const works = Object.entries(backlog)
  return [
    '# TYPE larder_backlog gauge\n',
    ...works.map(([work, { waiting }]) => line('larder_backlog', work, waiting)),
    '# TYPE larder_backlog_oldest_seconds gauge\n',
    ...works.map(([work, { oldestSeconds }]) => line('larder_backlog_oldest_seconds', work, oldestSeconds)),
    '# TYPE larder_backlog_dead gauge\n',
    ...works.map(([work, { dead = 0 }]) => line('larder_backlog_dead', work, dead)),
  ].join('')
}
