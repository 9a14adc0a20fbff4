import { spawnSync } from 'node:child_process'
import { openPg } from '../../shared/platform/db/transports/pg.ts'
import { inspectBackup } from './inspect-backup.ts'

/** Restores in one transaction. @throws with the output of pg_restore or psql */
export async function restoreBackup(from: string, into: string): Promise<void> {
  const kind = await inspectBackup(from)
  await requireEmpty(into)
  const [command, ...rest] =
    kind === 'archive'
      ? [
          'pg_restore',
          '--no-owner',
          '--no-privileges',
          '--exit-on-error',
          '--single-transaction',
          '--dbname',
          into,
          from,
        ]
      : ['psql', '--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', '--single-transaction', '--file', from, into]
  const { status, stderr, error } = spawnSync(command ?? '', rest, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  if (error !== undefined) {
    throw new Error(`${command} cannot be run: ${error.message}. Install the client programs of Postgres.`)
  }
  if (status !== 0) throw new Error(`The backup cannot be restored. The database is unchanged.\n${stderr}`)
}

/** Restoring into an existing shop would mix the data of both. Objects of extensions belong to the server. */
async function requireEmpty(into: string): Promise<void> {
  const database = openPg(into, 1)
  try {
    const text = `
      with own_schemas as (
        select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
      ), of_extensions as (select objid from pg_depend where deptype = 'e')
      select
        (select count(*) from pg_class where relnamespace in (select oid from own_schemas)
          and oid not in (select objid from of_extensions))::int as relations,
        (select count(*) from pg_proc where pronamespace in (select oid from own_schemas)
          and oid not in (select objid from of_extensions))::int as routines`
    const [row] = await database.query({ name: 'own_objects', text }, [])
    if (row?.relations === 0 && row.routines === 0) return
    throw new Error(
      `The database is not empty: it has ${row?.relations} tables and indexes and ${row?.routines} routines. ` +
        'Restore into an empty database.',
    )
  } finally {
    await database.close()
  }
}
