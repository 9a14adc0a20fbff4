import * as z from 'zod'
import { callRoutine, type Database } from '../platform/db/database.ts'
import { buildSeed } from './build-seed.ts'

const Seeded = z.object({ products: z.int(), slots: z.int(), own: z.boolean() })

/**
 * Fills a shop with the sample catalog and a week of delivery slots. Existing rows stay unchanged. A shop with products of
 * its `own` gets nothing.
 */
export function seedShop(database: Database, now: Date, timeZone: string) {
  return callRoutine(database, 'seed_shop', buildSeed(now, timeZone), Seeded)
}
