import * as z from 'zod'
import { callRoutine, type Database } from '../platform/db/database.ts'
import { buildSeed } from './build-seed.ts'

const Seeded = z.object({ products: z.int(), slots: z.int(), own: z.boolean() })

/**
 * Fills a shop with the sample catalog and a week of delivery slots; what is there already stays as it is, and a shop with
 * goods of its `own` gets none of it.
 */
export function seedShop(database: Database, now: Date) {
  return callRoutine(database, 'seed_shop', buildSeed(now), Seeded)
}
