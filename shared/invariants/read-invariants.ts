import type { Database } from '../db/database.ts'
import { type Success, success } from '../outcome.ts'
import { checkInvariants, type InvariantReport } from './run.ts'
import statements from './statements.json' with { type: 'json' }

/** Checks them on the shop as it is now. The statements come with the code: where functions run there are no files. */
export async function readInvariants(database: Database): Promise<Success<InvariantReport>> {
  return success(await checkInvariants(database, statements))
}
