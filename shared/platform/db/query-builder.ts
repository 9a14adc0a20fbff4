import type { PgRemoteDatabase } from 'drizzle-orm/pg-proxy'
import { drizzle } from 'drizzle-orm/pg-proxy'
import type { Database } from './database.ts'
import { instantText } from './instant-column.ts'

/** Only reads: writes are SQL routines. */
export type QueryBuilder = Pick<
  PgRemoteDatabase,
  'select' | 'selectDistinct' | 'selectDistinctOn' | 'with' | '$with' | '$count'
>

/**
 * A query builder over the port, with one round trip for each query.
 * @param name identifies the statement in logs
 */
export function queryBuilder(database: Database, name: string): QueryBuilder {
  return drizzle(async (text, params) => {
    const rows = await database.select({ name, text }, params)
    return { rows: rows.map((row) => row.map((value) => (value instanceof Date ? instantText(value) : value))) }
  })
}
