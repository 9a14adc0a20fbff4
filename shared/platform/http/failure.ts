import { driverError } from '../db/database.ts'
import type { Logger } from '../observability/logger.ts'
import { problem, RETRY_AFTER_SECONDS } from './problem.ts'
import type { Reply } from './reply.ts'

/**
 * SQLSTATE classes and network errors that are temporary and no bug: connection, resources, shutdown, and 40, a
 * transaction that was rolled back because of another. Also 25006, a primary server that became a standby, and 26000 and
 * 42P05, a pooler that mixed up named statements: the connection is replaced.
 */
const OUTAGE = /^(08|40|53|57|25006|26000|42P05|ECONN|ENOTFOUND|ETIMEDOUT|EPIPE|EHOSTUNREACH)/

/** Converts an exception: a bug is 500, an outage 503. The cause is logged, never returned. */
export function toProblem(error: unknown, requestId: string, log: Logger): Reply {
  log.error({ err: error }, 'request failed')
  if (OUTAGE.test(driverError(error)?.code ?? '')) {
    const detail = 'A part of the shop is temporarily unavailable. No data is lost. Send the same request again.'
    return problem('temporarily_unavailable', detail, requestId, {}, { 'retry-after': RETRY_AFTER_SECONDS })
  }
  return problem(
    'internal_error',
    `An unexpected error on the server. Quote the request id ${requestId} when you report it.`,
    requestId,
  )
}
