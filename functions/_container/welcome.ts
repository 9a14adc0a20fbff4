import { TOUR_SKU, tour } from '../../scripts/tour.ts'
import { paymentProvider } from '../../shared/payments/providers.ts'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import { isEmbedded } from '../../shared/platform/configuration/database-url.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { keyValueStore } from '../../shared/platform/kv/open.ts'

/** What a developer reads when the shop has started. On stderr: stdout is for the log. */
export async function welcome(origin: string, settings: Configuration, database: Database): Promise<void> {
  const parts = [
    isEmbedded(settings.databaseUrl) ? 'an embedded database' : 'Postgres',
    keyValueStore(settings).transport === 'memory' ? 'memory in place of Redis' : 'Redis',
    `${paymentProvider(settings).name} payments`,
  ]
  const next = (await sells(database, TOUR_SKU))
    ? `A shopper's order, to paste into another terminal:\n${tour(origin)}`
    : `Goods: npm run import -- FILE brings your own, npm run seed fills an empty shop with a sample catalog.\n`
  process.stderr.write(
    `\nLarder in development, with ${parts.join(', ')}. DEBUG=False makes it a shop.\n\n` +
      `  Products  ${origin}/products\n  Docs      ${origin}/docs\n  Health    ${origin}/health/\n\n${next}\n`,
  )
}

/** A database that is away for a moment is told of elsewhere. */
async function sells(database: Database, sku: string): Promise<boolean> {
  const statement = {
    name: 'tour_goods',
    text: 'select exists (select from products where sku = $1 and active) as sold',
  }
  const [row] = await database.query(statement, [sku]).catch(() => [])
  return row?.sold === true
}
