import pg from 'pg'
import { watchPool } from '#instruments'
import { callStatement } from '../call-statement.ts'
import type { AdministrableDatabase, Listening } from '../database.ts'
import { reached } from '../unavailable.ts'
import { listenOver } from './pg-listener.ts'

/** Connections of one process. More are slower: Postgres on two cores peaks near 8 to 16. */
const POOL_SIZE = 10
const CONNECT_TIMEOUT_MILLISECONDS = 5_000

export function openPg(
  url: string,
  poolSize = POOL_SIZE,
  connectTimeoutMilliseconds = CONNECT_TIMEOUT_MILLISECONDS,
): AdministrableDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    application_name: 'larder',
  })
  // An idle connection that dies must not end the process; the pool opens another.
  pool.on('error', () => {})
  const listenings: Listening[] = []
  const preparedName = namesOfTexts()
  watchPool(pool)

  return {
    sharesCalls: true,
    async call(routine, argument, requestId) {
      const { rows } = await reached(pool.query(callStatement(routine, argument, requestId)))
      return rows[0].result
    },
    async query({ name, text }, values) {
      return (await reached(pool.query({ name, text, values: [...values] }))).rows
    },
    async select({ name, text }, values) {
      const prepared = preparedName(name, text)
      return (await reached(pool.query({ name: prepared, text, values: [...values], rowMode: 'array' }))).rows
    },
    async runScript(script, lock) {
      const client = await pool.connect()
      try {
        await client.query(`begin; select pg_advisory_xact_lock(${lock});`)
        await client.query(script)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback').catch(() => {})
        throw error
      } finally {
        client.release()
      }
    },
    listen(channel, listener) {
      const listening = listenOver(url, channel, listener)
      listenings.push(listening)
      return listening
    },
    async close() {
      await Promise.all(listenings.map((listening) => listening.stop()))
      await pool.end()
    },
  }
}

/** More than the query builder makes of all filters together. */
const PREPARED_TEXTS = 500

/**
 * The query builder writes another text for other filters; each is prepared under a name of its own. Planning the read
 * of products took longer than running it.
 */
function namesOfTexts() {
  const names = new Map<string, string>()
  return (name: string, text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || names.size === PREPARED_TEXTS) return known
    const given = `${name}:${names.size}`
    names.set(text, given)
    return given
  }
}
