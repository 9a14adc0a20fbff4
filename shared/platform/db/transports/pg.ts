import pg, { type ClientBase, type QueryArrayConfig, type QueryConfig } from 'pg'
import { watchPool } from '#instruments'
import { callStatement } from '../call-statement.ts'
import { type AdministrableDatabase, driverError, type Subscription } from '../database.ts'
import { detectOutage } from '../detect-outage.ts'
import { MeasuredPool } from './measured-pool.ts'
import { listenOverPg } from './pg-listener.ts'
import { forSession, openSession, readStatementNaming, type Session } from './pg-session.ts'

const POOL_SIZE = 10
const CONNECT_TIMEOUT_MILLISECONDS = 5_000

export function openPg(
  url: string,
  poolSize = POOL_SIZE,
  connectTimeoutMilliseconds = CONNECT_TIMEOUT_MILLISECONDS,
): AdministrableDatabase {
  const naming = readStatementNaming(url)
  const sessions = new WeakMap<ClientBase, Session>()
  const pool = new MeasuredPool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    application_name: 'larder',
    async onConnect(client) {
      // A connection that dies must not end the process; its query rejects, and the pool opens another.
      client.on('error', () => {})
      sessions.set(client, await openSession(client, naming))
    },
  })
  pool.on('error', () => {})
  const subscriptions: Subscription[] = []
  const preparedName = statementNames()
  watchPool(pool)

  /** Runs a statement on a free connection, which stays open unless the error says that it is of no use any more. */
  async function run(statement: QueryConfig): Promise<Record<string, unknown>[]>
  async function run(statement: QueryArrayConfig): Promise<unknown[][]>
  async function run(statement: QueryConfig | QueryArrayConfig): Promise<unknown[]> {
    const client = await pool.connect()
    let isUseless = false
    try {
      return (await client.query(forSession(statement, sessions.get(client)))).rows
    } catch (error) {
      isUseless = isConnectionError(error)
      throw error
    } finally {
      client.release(isUseless)
    }
  }

  return {
    batchesCalls: true,
    async call(routine, argument, requestId) {
      const [row] = await detectOutage(run(callStatement(routine, argument, requestId)))
      return row?.result
    },
    async query({ name, text }, values) {
      return await detectOutage(run({ name, text, values: [...values] }))
    },
    async select({ name, text }, values) {
      const prepared = preparedName(name, text)
      return await detectOutage(run({ name: prepared, text, values: [...values], rowMode: 'array' }))
    },
    async runScript(script, lock) {
      const client = await pool.connect()
      try {
        await client.query(`${BEGIN_SCRIPT}; select pg_advisory_xact_lock(${lock});`)
        await client.query(script)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback').catch(() => {})
        throw error
      } finally {
        client.release()
      }
    },
    async describeSession() {
      const client = await pool.connect()
      client.release()
      return sessions.get(client)
    },
    listen(channel, listener) {
      const notify = async (other: string, payload: string) => {
        await pool.query('select pg_notify($1, $2)', [other, payload])
      }
      const subscription = listenOverPg(url, channel, listener, notify)
      subscriptions.push(subscription)
      return subscription
    },
    probe: () => probe(url),
    async close() {
      await Promise.all(subscriptions.map((subscription) => subscription.stop()))
      await pool.end()
    },
  }
}

/**
 * SQLSTATE 08: connection; 57P: the server shuts down; 25006: the server became a standby, and the address may lead to
 * another one by now; 26000 and 42P05: a named statement is unknown or known twice, so a pooler changed its ways. All other
 * errors of Postgres leave the connection as it was. Errors without a SQLSTATE are from the network.
 */
function isConnectionError(error: unknown): boolean {
  const code = driverError(error)?.code ?? ''
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|57P|25006|26000|42P05)/.test(code)
}

/** A script takes the time that it needs, and means the same whatever the settings of its role are. */
const BEGIN_SCRIPT = `begin isolation level read committed read write;
  select set_config(own.name, own.setting, true)
  from (values ('statement_timeout', '0'), ('lock_timeout', '0'), ('idle_in_transaction_session_timeout', '0'),
    ('transaction_timeout', '0'), ('standard_conforming_strings', 'on')) as own (name, setting)
  join pg_settings using (name)`

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

const PROBE_MILLISECONDS = 1_500

async function probe(url: string): Promise<void> {
  const limits = { connectionTimeoutMillis: PROBE_MILLISECONDS, query_timeout: PROBE_MILLISECONDS }
  const client = new pg.Client({ connectionString: url, application_name: 'larder-probe', ...limits })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
  } finally {
    await client.end().catch(() => {})
  }
}
