import { callEnded, currentContext } from '#instruments'
import type { Logger } from '../observability/logger.ts'
import { type Database, isRefusal } from './database.ts'

/** What takes longer is looked at: a request has a few of them. */
const SLOW_MILLISECONDS = 500

/**
 * The same database, whose calls are counted, and named in the log when they are slow: the statement's name and the
 * request's id, never a value.
 * @param log for calls that belong to no request
 */
export function observed<Kind extends Database>(database: Kind, log: Logger): Kind {
  async function watch<Result>(statement: string, requestId: string | undefined, call: Promise<Result>) {
    const started = performance.now()
    let failed = false
    try {
      return await call
    } catch (error) {
      failed = !isRefusal(error)
      throw error
    } finally {
      const milliseconds = performance.now() - started
      callEnded({ statement, seconds: milliseconds / 1000, failed })
      if (milliseconds > SLOW_MILLISECONDS) {
        const named = requestId === undefined ? {} : { request_id: requestId }
        const logger = currentContext()?.log ?? log.child(named)
        logger.warn({ statement, milliseconds: Math.round(milliseconds) }, 'slow query')
      }
    }
  }
  return {
    ...database,
    call: (routine, argument, requestId) => watch(routine, requestId, database.call(routine, argument, requestId)),
    query: (statement, values) => watch(statement.name, undefined, database.query(statement, values)),
    select: (statement, values) => watch(statement.name, undefined, database.select(statement, values)),
  }
}
