import { spawnSync } from 'node:child_process'
import { open, stat } from 'node:fs/promises'
import { openPg } from '../../shared/platform/db/transports/pg.ts'

/** The first bytes of pg_dump's custom format, and of its tar format (the name of the first member). */
const CUSTOM = 'PGDMP'
const TAR = 'toc.dat'

/** Restores in one transaction. @throws with the output of pg_restore or psql */
export async function restoreBackup(from: string, into: string): Promise<void> {
  await requireEmpty(into)
  const archive = await isArchive(from)
  const [command, ...rest] = archive
    ? ['pg_restore', '--no-owner', '--no-privileges', '--exit-on-error', '--single-transaction', '--dbname', into, from]
    : ['psql', '--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', '--single-transaction', '--file', from, into]
  const { status, stderr, error } = spawnSync(command ?? '', rest, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  if (error !== undefined) throw new Error(`${command} cannot be run: ${error.message}`)
  if (status !== 0) throw new Error(`The backup cannot be restored. The database is unchanged.\n${stderr}`)
}

async function isArchive(from: string): Promise<boolean> {
  const status = await stat(from).catch(() => undefined)
  if (status === undefined) throw new Error(`There is no backup at ${from}`)
  if (status.isDirectory()) return true
  const file = await open(from)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(TAR.length)).finally(() => file.close())
  const beginning = buffer.toString('latin1', 0, bytesRead)
  return beginning.startsWith(CUSTOM) || beginning === TAR
}

/** Restoring into an existing shop would mix the data of both. */
async function requireEmpty(into: string): Promise<void> {
  const database = openPg(into, 1)
  try {
    const text =
      "select count(*)::int as count from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
    const [row] = await database.query({ name: 'tables', text }, [])
    if (row?.count !== 0) throw new Error('The database is not empty. Restore into an empty database.')
  } finally {
    await database.close()
  }
}
