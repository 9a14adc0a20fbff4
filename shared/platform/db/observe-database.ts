import * as z from 'zod'
import { currentContext, measureWait, recordDatabaseCall } from '#instruments'
import type { Logger } from '../observability/logger.ts'
import { type Database, isRefusal } from './database.ts'

/** The result of a routine of a job that found nothing to do. */
const Idle = z.object({ processed: z.literal(0) })
const isIdle = (result: unknown): boolean => Idle.safeParse(result).success

/** Slower calls are logged: a request makes only a few calls. */
const SLOW_MILLISECONDS = 500

/**
 * The same database, with metrics for every call and a log line for each slow one: the statement's name and the request's
 * id, never a value.
 * @param log for calls outside of a request
 */
export function observeDatabase<Kind extends Database>(database: Kind, log: Logger): Kind {
  async function observe<Result>(statement: string, requestId: string | undefined, call: () => Promise<Result>) {
    const started = performance.now()
    const wait = { milliseconds: 0 }
    let failed = false
    let idle = false
    try {
      const result = await measureWait(wait, call)
      idle = isIdle(result)
      return result
    } catch (error) {
      failed = !isRefusal(error)
      throw error
    } finally {
      const milliseconds = performance.now() - started
      recordDatabaseCall({
        ...{ statement, seconds: milliseconds / 1000, waitSeconds: wait.milliseconds / 1000 },
        ...{ failed, idle },
      })
      // A call that only waited for a connection is not slow: larder_database_wait_seconds has the waits.
      if (milliseconds - wait.milliseconds > SLOW_MILLISECONDS) {
        const fields = requestId === undefined ? {} : { request_id: requestId }
        const logger = currentContext()?.log ?? log.child(fields)
        logger.warn({ statement, milliseconds: Math.round(milliseconds - wait.milliseconds) }, 'slow query')
      }
    }
  }
  return {
    ...database,
    call: (routine, argument, requestId) =>
      observe(routine, requestId, () => database.call(routine, argument, requestId)),
    query: (statement, values) => observe(statement.name, undefined, () => database.query(statement, values)),
    select: (statement, values) => observe(statement.name, undefined, () => database.select(statement, values)),
  }
}
