import { checkInvariants } from '../../shared/operations/check-invariants.ts'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { openDatabase } from '../database.ts'
import { readInvariantFiles } from '../sql-files.ts'
import type { InvariantVerdict } from './figures.ts'

const UNREACHABLE =
  'Set DATABASE_URL to the database of that shop, or run `npm run invariants` where it is. Nothing is proven without.'
const ANOTHER = 'DATABASE_URL is not the database of that shop: the orders of this run are not in it.'

/**
 * Asks the invariants of the shop's database.
 * @param settings of that database; null where it can't be opened from here
 * @param anOrder one that the run has placed: a database without it is another shop's
 */
export async function askInvariants(settings: Configuration | null, anOrder: string | null): Promise<InvariantVerdict> {
  if (settings === null) return { notChecked: UNREACHABLE }
  const database = await openDatabase(settings)
  try {
    if (anOrder !== null && !(await knows(database, anOrder))) return { notChecked: ANOTHER }
    return await checkInvariants(database, await readInvariantFiles())
  } finally {
    await database.close()
  }
}

async function knows(database: Database, orderId: string): Promise<boolean> {
  const statement = { name: 'knows_order', text: 'select exists (select from orders where id = $1) as known' }
  const [row] = await database.query(statement, [orderId])
  return row?.known === true
}
