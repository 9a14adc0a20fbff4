import { TOUR_SKU, tour } from '../../scripts/tour.ts'
import { paymentProvider } from '../../shared/payments/providers.ts'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import { isEmbedded } from '../../shared/platform/configuration/database-url.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import type { KeyValueStore } from '../../shared/platform/kv/key-value-store.ts'
import { keyValueStore } from '../../shared/platform/kv/open.ts'

/** Prints an introduction for developers. It goes to stderr, because stdout is for the log. */
export async function welcome(origin: string, settings: Configuration, database: Database): Promise<void> {
  const parts = [
    isEmbedded(settings.databaseUrl) ? 'an embedded database' : 'Postgres',
    await describeStore(keyValueStore(settings)),
    `${paymentProvider(settings).name} payments`,
  ]
  const next = (await hasProduct(database, TOUR_SKU))
    ? `Place an order from another terminal:\n${tour(origin)}`
    : `Products: npm run import -- FILE imports your own, npm run seed fills an empty shop with a sample catalog.\n`
  process.stderr.write(
    `\nLarder in development, with ${parts.join(', ')}. DEBUG=False is for production.\n\n` +
      `  Products  ${origin}/products\n  Docs      ${origin}/docs\n  Health    ${origin}/health/\n\n${next}\n`,
  )
}

/** False if the database is unavailable, which is logged elsewhere. */
async function hasProduct(database: Database, sku: string): Promise<boolean> {
  const statement = {
    name: 'tour_product',
    text: 'select exists (select from products where sku = $1 and active) as is_active',
  }
  const [row] = await database.query(statement, [sku]).catch(() => [])
  return row?.is_active === true
}

async function describeStore(store: KeyValueStore): Promise<string> {
  if (store.transport === 'memory') return 'memory in place of Redis'
  return store.checkWrite().then(
    () => 'Redis',
    (error: unknown) =>
      `NO Redis (REDIS_URL cannot be used: ${error instanceof Error ? error.message : String(error)})`,
  )
}
