import pg from 'pg'
import { watchPool } from '#instruments'
import { callStatement } from '../call-statement.ts'
import type { AdministrableDatabase, Listening } from '../database.ts'
import { reached } from '../unavailable.ts'
import { listenOver } from './pg-listener.ts'

/** Connections of one process. More are slower: Postgres on two cores peaks near 8 to 16. */
const POOL_SIZE = 10
const CONNECT_TIMEOUT_MILLISECONDS = 5_000

export function openPg(url: string, poolSize = POOL_SIZE): AdministrableDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MILLISECONDS,
    application_name: 'larder',
  })
  // An idle connection that dies must not end the process; the pool opens another.
  pool.on('error', () => {})
  const listenings: Listening[] = []
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
    async select({ text }, values) {
      return (await reached(pool.query({ text, values: [...values], rowMode: 'array' }))).rows
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
