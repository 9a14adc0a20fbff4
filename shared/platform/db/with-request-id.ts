import type { Database } from './database.ts'

/** The same database, which stores the id of a request or job run with the outbox rows that it writes. */
export function withRequestId(database: Database, requestId: string): Database {
  return { ...database, call: (routine, argument) => database.call(routine, argument, requestId) }
}
