import { openExistingDatabase } from '../../scripts/database.ts'
import { ensureFirstAdmin } from '../../shared/accounts/first-admin.ts'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import { isEmbedded } from '../../shared/platform/configuration/database-url.ts'
import type { AdministrableDatabase } from '../../shared/platform/db/database.ts'
import { openKeyValueStore } from '../../shared/platform/kv/open.ts'
import type { Logger } from '../../shared/platform/observability/logger.ts'
import { seedShop } from '../../shared/sample-shop/seed-shop.ts'

/**
 * Work that is done once before the shop handles requests, for any number of processes. Exits with a message if the shop
 * cannot run.
 */
export async function prepareShop(settings: Configuration, log: Logger): Promise<AdministrableDatabase> {
  const embedded = isEmbedded(settings.databaseUrl)
  const database = await openExistingDatabase(settings)
  const session = await database.describeSession?.()
  if (session?.isPooled) log.info(session, 'the database is behind a pooler')
  await requireRedisDatabase(settings)
  if (embedded && settings.debug) await seedShop(database, new Date(), settings.storeTimeZone)
  if (!settings.debug && settings.mailUrl === undefined) {
    log.warn('MAIL_URL is not set, so no e-mail is sent to customers or staff. Set MAIL_URL=none: if this is intended')
  }
  if (settings.firstAdmin !== undefined) await createFirstAdmin(database, settings.firstAdmin, log)
  return database
}

/** Redis may be unavailable for a while, but a database number that it does not have is a mistake. */
async function requireRedisDatabase({ redisUrl }: Configuration): Promise<void> {
  const store = openKeyValueStore(redisUrl)
  await store.checkWrite().catch(() => {})
  await store.close()
  if (store.fault !== 'database_number') return
  process.stderr.write(
    'REDIS_URL ends with a database number that the server does not have. Most servers have 0 to 15, a cluster has 0 only.\n',
  )
  process.exit(1)
}

/** A shop without an admin does not start, so that the deployment fails with the reason. */
async function createFirstAdmin(
  database: AdministrableDatabase,
  admin: { email: string; password: string },
  log: Logger,
): Promise<void> {
  try {
    const firstAdmin = await ensureFirstAdmin(database, admin)
    if (firstAdmin === 'not_an_admin') log.warn('the account of ADMIN_EMAIL is not an admin and was not changed')
    else log.info({ firstAdmin }, 'first admin')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    process.stderr.write(`The first admin cannot be created: ${reason}\n`)
    process.exit(1)
  }
}
