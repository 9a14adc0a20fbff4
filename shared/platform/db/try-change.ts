import type * as z from 'zod'
import { type Outcome, refusal } from '../../outcome.ts'
import type { RefusalCode } from '../../refusals.ts'
import { type Database, driverError, tryRoutine } from './database.ts'

/** Name of a constraint → what it says to somebody who sent a change that it does not let through. */
export type ConstraintFaults = Readonly<Record<string, { path: string; message: string }>>

/** SQLSTATE 23502 not null, 23503 foreign key, 23505 unique, 23514 check. */
const VIOLATION = /^235(02|03|05|14)$/

/**
 * Calls a routine that writes what staff have sent. Whether a change fits to what is stored, only the database knows: a
 * constraint of `faults` that it violates is the refusal `conflicting_change`, with a fault at its place.
 */
export async function tryChange<Result extends z.ZodType, const Code extends RefusalCode>(
  database: Database,
  routine: string,
  argument: unknown,
  result: Result,
  codes: readonly Code[],
  faults: ConstraintFaults,
): Promise<Outcome<z.output<Result>, Code | 'conflicting_change'>> {
  try {
    return await tryRoutine(database, routine, argument, result, codes)
  } catch (error) {
    const said = driverError(error)
    const fault = VIOLATION.test(said?.code ?? '') ? faults[said?.constraint ?? ''] : undefined
    if (fault === undefined) throw error
    return refusal('conflicting_change', { errors: [fault] })
  }
}
