import { type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { checkInvariants, type InvariantReport } from './check-invariants.ts'
import statements from './statements.json' with { type: 'json' }

/** Checks them on the shop as it is now. The statements come with the code: where functions run there are no files. */
export async function readInvariants(database: Database): Promise<Success<InvariantReport>> {
  return success(await checkInvariants(database, statements))
}
