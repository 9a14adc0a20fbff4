/** Why Redis is of no use at the moment. `/health/` and the log name it. */
export type RedisFault =
  | 'authentication'
  | 'certificate'
  | 'database_number'
  | 'not_permitted'
  | 'out_of_memory'
  | 'read_only'
  | 'refuses_writes'
  | 'starting'
  | 'timeout'
  | 'too_many_clients'
  | 'unreachable'
  | 'other'

/** Parts of messages of Redis, of its clients and of Node. https://redis.io/docs/latest/develop/reference/protocol-spec/ */
const patterns: readonly (readonly [RedisFault, RegExp])[] = [
  ['out_of_memory', /\bOOM\b/],
  ['read_only', /READONLY/],
  ['refuses_writes', /MISCONF|NOREPLICAS|CLUSTERDOWN/],
  ['authentication', /WRONGPASS|NOAUTH|invalid password|AUTH <password>|unauthori[sz]ed/i],
  ['not_permitted', /NOPERM/],
  ['database_number', /DB index|SELECT is not allowed/i],
  ['starting', /LOADING|MASTERDOWN/],
  ['too_many_clients', /max number of clients/i],
  ['certificate', /certificate|SSL|TLS|EPROTO/i],
  ['timeout', /timed? ?out|TimeoutError/i],
  [
    'unreachable',
    /ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|Connection is closed|max retries per request|fetch failed/,
  ],
]

/** Redis answers, and at once, but does not do what it was asked to. */
const answered: readonly RedisFault[] = ['out_of_memory', 'read_only', 'refuses_writes', 'not_permitted']

/** Whether reads may still succeed, so that only a successful write shows that the fault is over. */
export const concernsWrites = (fault: RedisFault): boolean => answered.includes(fault)

export const faultOf = (reason: string): RedisFault =>
  patterns.find(([, pattern]) => pattern.test(reason))?.[0] ?? 'other'

/** Messages of ioredis for a command that was not sent, or whose response was lost. */
export const isWithoutReason = (reason: string): boolean => /^Connection is closed|max retries per request/.test(reason)

/** A connection that fails on several addresses has one error for each, and no message of its own. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join('; ')
  if (!(error instanceof Error)) return String(error)
  const code =
    'code' in error && typeof error.code === 'string' && !error.message.includes(error.code) ? error.code : ''
  // Upstash's client repeats the command, with its values.
  const message = error.message.split(/,? command was:/)[0] ?? ''
  return [code, message].filter((part) => part !== '').join(': ')
}

/** Receives each change: a fault with its reason, or null when Redis is used again. */
export type ReportFault = (fault: RedisFault | null, reason: string) => void

/** Failures and successes alternate at the edge of a full memory. Only a pause without a failure ends a fault. */
const QUIET_MILLISECONDS = 5_000
/** During one outage the reason may alternate, for example between a timeout and a refused connection. */
const REPEAT_MILLISECONDS = 60_000

/** Follows whether Redis can be used, and reports each change once. */
export function watchFaults(report: ReportFault) {
  let current: RedisFault | null = null
  let failedAt = 0
  const reportedAt = new Map<RedisFault, number>()
  return {
    get current() {
      return current
    },
    failed(fault: RedisFault, reason: string) {
      failedAt = Date.now()
      if (fault === current) return
      current = fault
      if (failedAt - (reportedAt.get(fault) ?? 0) < REPEAT_MILLISECONDS) return
      reportedAt.set(fault, failedAt)
      report(fault, reason)
    },
    succeeded(isWrite: boolean) {
      if (current === null || (concernsWrites(current) && !isWrite)) return
      if (Date.now() - failedAt < QUIET_MILLISECONDS) return
      current = null
      reportedAt.clear()
      report(null, '')
    },
  }
}
