import { driverError } from '../db/database.ts'
import type { Logger } from '../observability/logger.ts'
import { problem, RETRY_AFTER_SECONDS } from './problem.ts'
import type { Reply } from './reply.ts'

/**
 * SQLSTATE classes and network errors that say "not now", not "the code is wrong": connection, resources, shutdown, and
 * 40, a transaction that was given up for another's sake.
 */
const OUTAGE = /^(08|40|53|57|ECONN|ENOTFOUND|ETIMEDOUT|EPIPE|EHOSTUNREACH)/

/** The last net: a bug is 500, an outage 503. The cause goes to the log, never to the caller. */
export function asProblem(error: unknown, requestId: string, log: Logger): Reply {
  log.error({ err: error }, 'request failed')
  if (OUTAGE.test(driverError(error)?.code ?? '')) {
    const detail = 'A part of the shop is away for a moment. Nothing is lost; send the same request again.'
    return problem('temporarily_unavailable', detail, requestId, {}, { 'retry-after': RETRY_AFTER_SECONDS })
  }
  return problem(
    'internal_error',
    `This is our fault. Quote the request id ${requestId} when you report it.`,
    requestId,
  )
}
