import type { Configuration } from '../shared/platform/configuration/configuration.ts'
import { isEmbedded } from '../shared/platform/configuration/database-url.ts'
import type { AdministrableDatabase } from '../shared/platform/db/database.ts'
import { migrate, pendingMigrations } from '../shared/platform/db/migrate.ts'
import { databases, embeddedFolder } from '../shared/platform/db/open.ts'
import { configuration } from './environment.ts'
import { FolderInUseError, lockFolder } from './folder-lock.ts'
import { readSqlFiles } from './sql-files.ts'

/** The database that the environment names, as it is. An embedded one is this process's alone until it is closed. */
export async function openDatabase(settings: Configuration): Promise<AdministrableDatabase> {
  const folder = embeddedFolder(settings.databaseUrl)
  if (folder === null) return databases.of(settings)
  const unlock = await lockFolder(folder)
  const opened = databases.of(settings)
  const close = async () => {
    await opened.close()
    await unlock()
  }
  return databases.bind(settings, { ...opened, close })
}

/** The same, up to date. Ends the process with one line when it cannot be had. */
export function openMigratedDatabase(settings = configuration()): Promise<AdministrableDatabase> {
  return orEnd(settings, async () => {
    const database = await openDatabase(settings)
    await migrate(database, await readSqlFiles())
    return database
  })
}

/**
 * The same for who only reads: a server's database is migrated by whoever deploys, never by what looks at it. An embedded
 * one has nobody else. Ends the process with one line when it lacks migrations.
 */
export async function openExistingDatabase(settings = configuration()): Promise<AdministrableDatabase> {
  if (isEmbedded(settings.databaseUrl)) return openMigratedDatabase(settings)
  const database = await openDatabase(settings)
  const pending = await orEnd(settings, async () => pendingMigrations(database, await readSqlFiles()))
  if (pending.length === 0) return database
  await database.close()
  process.stderr.write(
    `The database lacks ${pending.length} migrations, from ${pending[0]} on. First: npm run migrate\n`,
  )
  process.exit(1)
}

/** For a script that can do nothing without its database. */
async function orEnd<Value>(settings: Configuration, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    const where = settings.databaseUrl === undefined ? 'embedded' : new URL(settings.databaseUrl).host
    const reason =
      error instanceof FolderInUseError ? error.message : `The database (${where}) cannot be used: ${String(error)}`
    process.stderr.write(`${reason}\n`)
    process.exit(1)
  }
}
