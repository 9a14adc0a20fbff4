import { database } from '#database'
import type { Configuration } from '../configuration/configuration.ts'
import type { Database } from './database.ts'
import { inRequest } from './in-request.ts'

/** The database of an endpoint that changes something: what its work puts into the outbox names the request. */
export function requestDatabase(context: { configuration: Configuration; requestId: string }): Database {
  return inRequest(database(context.configuration), context.requestId)
}
