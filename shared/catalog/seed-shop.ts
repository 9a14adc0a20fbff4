import * as z from 'zod'
import { callRoutine, type Database } from '../db/database.ts'
import { buildSeed } from './seed/seed.ts'

const Seeded = z.object({ products: z.int(), slots: z.int() })

/** Fills a shop with its own catalog and a week of delivery slots; what is there already stays as it is. */
export function seedShop(database: Database, now: Date) {
  return callRoutine(database, 'seed_shop', buildSeed(now), Seeded)
}
