import { currentContext, recordDatabaseCall } from '#instruments'
import type { Logger } from '../observability/logger.ts'
import { type Database, isRefusal } from './database.ts'

/** Slower calls are logged: a request makes only a few calls. */
const SLOW_MILLISECONDS = 500

/**
 * The same database, with metrics for every call and a log line for each slow one: the statement's name and the request's
 * id, never a value.
 * @param log for calls outside of a request
 */
export function observeDatabase<Kind extends Database>(database: Kind, log: Logger): Kind {
  async function observe<Result>(statement: string, requestId: string | undefined, call: Promise<Result>) {
    const started = performance.now()
    let failed = false
    try {
      return await call
    } catch (error) {
      failed = !isRefusal(error)
      throw error
    } finally {
      const milliseconds = performance.now() - started
      recordDatabaseCall({ statement, seconds: milliseconds / 1000, failed })
      if (milliseconds > SLOW_MILLISECONDS) {
        const fields = requestId === undefined ? {} : { request_id: requestId }
        const logger = currentContext()?.log ?? log.child(fields)
        logger.warn({ statement, milliseconds: Math.round(milliseconds) }, 'slow query')
      }
    }
  }
  return {
    ...database,
    call: (routine, argument, requestId) => observe(routine, requestId, database.call(routine, argument, requestId)),
    query: (statement, values) => observe(statement.name, undefined, database.query(statement, values)),
    select: (statement, values) => observe(statement.name, undefined, database.select(statement, values)),
  }
}
