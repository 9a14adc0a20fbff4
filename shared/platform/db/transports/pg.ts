import pg from 'pg'
import { watchPool } from '#instruments'
import { callStatement } from '../call-statement.ts'
import type { AdministrableDatabase, Subscription } from '../database.ts'
import { detectOutage } from '../detect-outage.ts'
import { listenOverPg } from './pg-listener.ts'

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
  const subscriptions: Subscription[] = []
  const preparedName = statementNames()
  watchPool(pool)

  return {
    batchesCalls: true,
    async call(routine, argument, requestId) {
      const { rows } = await detectOutage(pool.query(callStatement(routine, argument, requestId)))
      return rows[0].result
    },
    async query({ name, text }, values) {
      return (await detectOutage(pool.query({ name, text, values: [...values] }))).rows
    },
    async select({ name, text }, values) {
      const prepared = preparedName(name, text)
      return (await detectOutage(pool.query({ name: prepared, text, values: [...values], rowMode: 'array' }))).rows
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
      const subscription = listenOverPg(url, channel, listener)
      subscriptions.push(subscription)
      return subscription
    },
    async close() {
      await Promise.all(subscriptions.map((subscription) => subscription.stop()))
      await pool.end()
    },
  }
}

/** More than the query builder generates for all combinations of filters. */
const PREPARED_STATEMENTS = 500

/**
 * The query builder generates a different text for each combination of filters. Each text is prepared under its own name,
 * because planning the product query took longer than running it.
 */
function statementNames() {
  const names = new Map<string, string>()
  return (name: string, text: string): string | undefined => {
    const existing = names.get(text)
    if (existing !== undefined || names.size === PREPARED_STATEMENTS) return existing
    const added = `${name}:${names.size}`
    names.set(text, added)
    return added
  }
}
