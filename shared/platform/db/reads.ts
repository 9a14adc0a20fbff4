import type { PgRemoteDatabase } from 'drizzle-orm/pg-proxy'
import { drizzle } from 'drizzle-orm/pg-proxy'
import type { Database } from './database.ts'
import { instantText } from './instant-column.ts'

/** Writes are routines: only what reads is offered. */
export type Reads = Pick<
  PgRemoteDatabase,
  'select' | 'selectDistinct' | 'selectDistinctOn' | 'with' | '$with' | '$count'
>

/**
 * A query builder over the port, one round trip a query, for the tables of `schema/`.
 * @param name of the statement, in logs
 */
export function reads(database: Database, name: string): Reads {
  return drizzle(async (text, params) => {
    const rows = await database.select({ name, text }, params)
    return { rows: rows.map((row) => row.map((value) => (value instanceof Date ? instantText(value) : value))) }
  })
}
