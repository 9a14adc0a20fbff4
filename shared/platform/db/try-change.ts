import type * as z from 'zod'
import { type Outcome, refusal } from '../../outcome.ts'
import type { RefusalCode } from '../../refusals.ts'
import { type Database, driverError, tryRoutine } from './database.ts'

/** Constraint name → the error to return when a change violates the constraint. */
export type ConstraintFaults = Readonly<Record<string, { path: string; message: string }>>

/** SQLSTATE 23502 not null, 23503 foreign key, 23505 unique, 23514 check. */
const VIOLATION = /^235(02|03|05|14)$/

/**
 * Calls a routine that writes a change sent by staff. A violated constraint of `faults` becomes the refusal
 * `conflicting_change` with the error for its field: only the database can compare the change with the stored data.
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
    const raised = driverError(error)
    const fault = VIOLATION.test(raised?.code ?? '') ? faults[raised?.constraint ?? ''] : undefined
    if (fault === undefined) throw error
    return refusal('conflicting_change', { errors: [fault] })
  }
}
