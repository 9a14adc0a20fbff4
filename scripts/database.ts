import type { Configuration } from '../shared/platform/configuration/configuration.ts'
import { isEmbedded } from '../shared/platform/configuration/database-url.ts'
import type { AdministrableDatabase } from '../shared/platform/db/database.ts'
import { migrate, pendingMigrations } from '../shared/platform/db/migrate.ts'
import { databases, embeddedFolder } from '../shared/platform/db/open.ts'
import { requireSupportedServer, UnsupportedDatabaseError } from '../shared/platform/db/server-faults.ts'
import { commandName } from './command-name.ts'
import { describeDatabaseFailure } from './database-failure.ts'
import { configuration } from './environment.ts'
import { FolderInUseError, lockFolder } from './folder-lock.ts'
import { readSqlFiles } from './sql-files.ts'

/** Opens the database of DATABASE_URL without migrating it. An embedded database is locked until it is closed. */
export async function openDatabase(settings: Configuration): Promise<AdministrableDatabase> {
  const folder = embeddedFolder(settings.databaseUrl)
  if (folder === null) return databases.get(settings)
  const unlock = await lockFolder(folder)
  const opened = databases.get(settings)
  const close = async () => {
    await opened.close()
    await unlock()
  }
  return databases.bind(settings, { ...opened, close })
}

/** Opens and migrates the database. Ends the process with one line when that fails. */
export function openMigratedDatabase(settings = configuration()): Promise<AdministrableDatabase> {
  return exitOnFailure(settings, async () => {
    const database = await openDatabase(settings)
    await migrate(database, await readSqlFiles())
    return database
  })
}

/**
 * Opens the database for a script that only reads. It does not migrate the database of a server, which is part of a
 * deployment; only an embedded database is migrated. Ends the process with one line when migrations are missing.
 */
export async function openExistingDatabase(settings = configuration()): Promise<AdministrableDatabase> {
  if (isEmbedded(settings.databaseUrl)) return openMigratedDatabase(settings)
  const database = await exitOnFailure(settings, () => openDatabase(settings))
  const pending = await exitOnFailure(settings, async () => {
    await requireSupportedServer(database)
    return pendingMigrations(database, await readSqlFiles())
  })
  if (pending.length === 0) return database
  await database.close()
  process.stderr.write(
    `The database lacks ${pending.length} migrations, starting with ${pending[0]}. First run: ${commandName('migrate')}\n`,
  )
  process.exit(1)
}

/** For processes that require the database. */
async function exitOnFailure<Value>(settings: Configuration, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    const hasOwnMessage = error instanceof FolderInUseError || error instanceof UnsupportedDatabaseError
    const reason = hasOwnMessage ? error.message : describeDatabaseFailure(settings.databaseUrl, error)
    process.stderr.write(`${reason}\n`)
    process.exit(1)
  }
}
