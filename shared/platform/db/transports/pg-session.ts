import type { ClientBase, QueryConfig } from 'pg'
import * as z from 'zod'

/** What a connection offers. A connection through a pooler may run each transaction in another session of Postgres. */
export interface Session {
  isPooled: boolean
  /** Whether a statement that was prepared by name can be executed by its name later. */
  namesStatements: boolean
}

/** As `DATABASE_URL` demands: `?prepared_statements=true` or `false`. Undefined: found out on each connection. */
export type StatementNaming = boolean | undefined

export function readStatementNaming(url: string): StatementNaming {
  const given = /[?&]prepared_statements=(true|false)(&|$)/.exec(url)?.[1]
  return given === undefined ? undefined : given === 'true'
}

/**
 * What the shop relies on, whatever the defaults of the role, the database and the server are. Poolers notice a change of
 * DateStyle and TimeZone and repeat it for this client, because Postgres reports both. They do not notice the others, and
 * would pass them on to other clients, so those are set without a pooler only. `findServerFaults` looks at the rest.
 *
 * $1 is the process id that the connection was given. A pooler gives its own.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-ASYNC
 * https://www.pgbouncer.org/config.html#track_extra_parameters
 */
const PREPARE_SESSION = `select pg_backend_pid() = $1::integer as "isDirect",
  set_config('DateStyle', 'ISO, MDY', false), set_config('TimeZone', 'UTC', false),
  case when pg_backend_pid() = $1::integer then set_config('IntervalStyle', 'postgres', false) end,
  case when pg_backend_pid() = $1::integer then set_config('default_transaction_isolation', 'read committed', false) end,
  case when pg_backend_pid() = $1::integer then set_config('default_transaction_read_only', 'off', false) end`

const Prepared = z.tuple([z.object({ isDirect: z.boolean() })])
const Connected = z.object({ processID: z.number() })

/** Prepares a new connection in one round trip, and in four more behind a pooler. */
export async function openSession(client: ClientBase, naming: StatementNaming): Promise<Session> {
  const { processID } = Connected.parse(client)
  const { rows } = await client.query(PREPARE_SESSION, [processID])
  const [{ isDirect }] = Prepared.parse(rows)
  const namesStatements = naming ?? (isDirect || (await renamesStatements(client)))
  return { isPooled: !isDirect, namesStatements }
}

const Names = z.array(z.object({ name: z.string() }))

/**
 * Whether the pooler keeps the named statements of its clients apart, which it does by giving them names of its own:
 * PgBouncer from 1.21 with `max_prepared_statements`. Any other pooler executes a name in a session that does not know it,
 * or knows it as the statement of another client. The statement looks for itself.
 */
async function renamesStatements(client: ClientBase): Promise<boolean> {
  const name = `larder_probe_${crypto.randomUUID().replaceAll('-', '')}`
  await client.query('begin')
  const text = `select name from pg_prepared_statements where position('${name}' in statement) > 0`
  const names = Names.parse((await client.query({ name, text })).rows).map((row) => row.name)
  // In the same session, because the transaction still runs.
  if (names.includes(name)) await client.query(`deallocate ${name}`)
  await client.query('commit')
  return names.length > 0 && !names.includes(name)
}

/** The statement as this session can run it. */
export function forSession<Statement extends QueryConfig>(statement: Statement, session: Session | undefined) {
  return session?.namesStatements ? statement : { ...statement, name: undefined }
}
