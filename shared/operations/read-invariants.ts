import { type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { checkInvariants, type InvariantReport } from './check-invariants.ts'
import statements from './statements.json' with { type: 'json' }

/** Checks all invariants. The statements are bundled, because edge functions cannot read files. */
export async function readInvariants(database: Database): Promise<Success<InvariantReport>> {
  return success(await checkInvariants(database, statements))
}
