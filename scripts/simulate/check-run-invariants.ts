import { checkInvariants } from '../../shared/operations/check-invariants.ts'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { openDatabase } from '../database.ts'
import { readInvariantFiles } from '../sql-files.ts'
import type { InvariantResult } from './run-figures.ts'

const UNREACHABLE = 'Set DATABASE_URL to the database of that shop, or run `npm run invariants` beside it.'
const ANOTHER = 'DATABASE_URL is not the database of that shop: the orders of this run are not in it.'

/**
 * Checks the invariants in the shop's database.
 * @param settings null when the database can't be opened from here
 * @param sampleOrderId an order of this run: a database without it belongs to another shop
 */
export async function checkRunInvariants(
  settings: Configuration | null,
  sampleOrderId: string | null,
): Promise<InvariantResult> {
  if (settings === null) return { notChecked: UNREACHABLE }
  const database = await openDatabase(settings)
  try {
    if (sampleOrderId !== null && !(await hasOrder(database, sampleOrderId))) return { notChecked: ANOTHER }
    return await checkInvariants(database, await readInvariantFiles())
  } finally {
    await database.close()
  }
}

async function hasOrder(database: Database, orderId: string): Promise<boolean> {
  const statement = { name: 'has_order', text: 'select exists (select from orders where id = $1) as found' }
  const [row] = await database.query(statement, [orderId])
  return row?.found === true
}
