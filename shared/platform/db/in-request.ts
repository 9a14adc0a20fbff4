import type { Database } from './database.ts'

/** The same database for the work of one request (or one run of a job): what it puts into the outbox names it. */
export function inRequest(database: Database, requestId: string): Database {
  return { ...database, call: (routine, argument) => database.call(routine, argument, requestId) }
}
