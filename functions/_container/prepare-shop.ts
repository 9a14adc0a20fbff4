import { openDatabase, openMigratedDatabase } from '../../scripts/database.ts'
import { readSqlFiles } from '../../scripts/sql-files.ts'
import { ensureFirstAdmin } from '../../shared/accounts/first-admin.ts'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import { isEmbedded } from '../../shared/platform/configuration/database-url.ts'
import type { AdministrableDatabase } from '../../shared/platform/db/database.ts'
import { pendingMigrations } from '../../shared/platform/db/migrate.ts'
import type { Logger } from '../../shared/platform/observability/logger.ts'
import { seedShop } from '../../shared/sample-shop/seed-shop.ts'

/**
 * What must be done once before requests are answered, however many processes answer them. Ends the process with a line
 * that says why when the shop could not be run.
 */
export async function prepareShop(settings: Configuration, log: Logger): Promise<AdministrableDatabase> {
  const embedded = isEmbedded(settings.databaseUrl)
  const database = embedded ? await openMigratedDatabase(settings) : await openDatabase(settings)
  if (!embedded) await requireMigrated(database, log)
  if (embedded && settings.debug) await seedShop(database, new Date())
  if (!settings.debug && settings.mailUrl === undefined) {
    log.warn(
      'MAIL_URL is not set: neither shoppers nor staff are told anything by mail. MAIL_URL=none: says that it is meant',
    )
  }
  if (settings.firstAdmin !== undefined) await makeFirstAdmin(database, settings.firstAdmin, log)
  return database
}

/** A server's database is migrated by whoever deploys, before; one that is away for a moment may come back. */
async function requireMigrated(database: AdministrableDatabase, log: Logger): Promise<void> {
  const files = await readSqlFiles()
  const pending = await pendingMigrations(database, files).catch((error: unknown) => {
    log.warn({ err: error }, 'the database does not say whether it is up to date')
    return []
  })
  if (pending.length === 0) return
  process.stderr.write(
    `The database lacks ${pending.length} migrations, from ${pending[0]} on. First: npm run migrate\n`,
  )
  process.exit(1)
}

/** A shop that cannot be run by anybody does not start: the deploy fails, and says why. */
async function makeFirstAdmin(
  database: AdministrableDatabase,
  admin: { email: string; password: string },
  log: Logger,
): Promise<void> {
  try {
    const firstAdmin = await ensureFirstAdmin(database, admin)
    if (firstAdmin === 'not_an_admin') log.warn('ADMIN_EMAIL has an account that is no admin: it stays what it is')
    else log.info({ firstAdmin }, 'first admin')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    process.stderr.write(`The first admin cannot be made: ${reason}\n`)
    process.exit(1)
  }
}
