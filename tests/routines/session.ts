import pg from 'pg'
import { afterAll } from 'vitest'
import type { Database } from '../../shared/db/database.ts'
import { hasPostgres, type TestDatabase } from '../support/database.ts'

/** What a test needs of a connection that stays: several statements in one transaction. */
export type Session = Pick<Database, 'query'>

/** The embedded database is one connection anyway. A pool would throw a connection away that saw a refusal. */
export async function openSession({ database, url }: Pick<TestDatabase, 'database' | 'url'>): Promise<Session> {
  if (!hasPostgres()) return database
  const client = await connect(url)
  return { query: async ({ text }, values) => (await client.query<Record<string, unknown>>(text, [...values])).rows }
}

/** A connection of its own, to the end of the file. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  // The database is dropped at the end of its file, and with it whatever a failed test left open.
  client.on('error', () => {})
  await client.connect()
  afterAll(() => client.end())
  return client
}
