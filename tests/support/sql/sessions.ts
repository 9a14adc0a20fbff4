import pg from 'pg'
import { afterAll, onTestFinished } from 'vitest'
import type { Database } from '../../../shared/platform/db/database.ts'
import { hasPostgres, type TestDatabase } from '../database.ts'

/** What a test needs of a connection that stays: several statements in one transaction. */
export type Session = Pick<Database, 'query'>

/** The embedded database is one connection anyway. A pool would throw a connection away that saw a refusal. */
export async function openSession({ database, url }: Pick<TestDatabase, 'database' | 'url'>): Promise<Session> {
  if (!hasPostgres()) return database
  const client = await connect(url)
  afterAll(() => client.end())
  return sessionOf(client)
}

/** A connection for one test, with the number of its server process. */
export async function openTestSession(url: string): Promise<{ session: Session; pid: number }> {
  const client = await connect(url)
  onTestFinished(() => client.end())
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return { session: sessionOf(client), pid: rows[0]?.pid ?? 0 }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  // The database is dropped at the end of its test, and with it whatever a failed one left open.
  client.on('error', () => {})
  await client.connect()
  return client
}

const sessionOf = (client: pg.Client): Session => ({
  query: async ({ text }, values) => (await client.query<Record<string, unknown>>(text, [...values])).rows,
})
