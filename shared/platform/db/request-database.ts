import { database } from '#database'
import type { Configuration } from '../configuration/configuration.ts'
import type { Database } from './database.ts'
import { withRequestId } from './with-request-id.ts'

/** The database of an endpoint that writes: outbox rows carry the id of the request. */
export function requestDatabase(context: { configuration: Configuration; requestId: string }): Database {
  return withRequestId(database(context.configuration), context.requestId)
}
