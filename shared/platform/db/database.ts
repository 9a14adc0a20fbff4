import * as z from 'zod'
import { type Outcome, refusal, success } from '../../outcome.ts'
import type { RefusalCode } from '../../refusals.ts'
import { timesInUtc } from './times-in-utc.ts'

interface Statement {
  /** Named in logs of slow queries. */
  name: string
  text: string
}

/** The one port to Postgres, the same over TCP, over Neon's HTTP and embedded. Each call is one round trip. */
export interface Database {
  /**
   * Whether requests may share a call (see `shared-calls.ts`). Not at the edge, where what one request has begun may not
   * be waited for by another.
   */
  readonly sharesCalls: boolean
  /**
   * Calls a routine of `shared/db/routines`: one JSON document in, one out. A raised refusal rejects: see `tryRoutine`.
   * What it puts into the outbox names the request that it is called for, where that is given: see `inRequest`.
   */
  call(routine: string, argument: unknown, requestId?: string): Promise<unknown>
  query(statement: Statement, values: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** Rows as arrays of columns, for the query builder. */
  select(statement: Statement, values: readonly unknown[]): Promise<unknown[][]>
  /** Hears NOTIFY on a channel, where there is a connection that stays. */
  listen?(channel: string, listener: Listener): Listening
  close(): Promise<void>
}

export interface Listener {
  /** From now on everything is heard. */
  ready(): void
  heard(payload: string): void
  /** Until it is ready again, something may be missed. */
  lost(): void
}

export interface Listening {
  stop(): Promise<void>
}

/** What only a connection that stays can do: migrations. */
export interface AdministrableDatabase extends Database {
  /** Runs a script of several statements in one transaction, alone among all who use the same `lock`. */
  runScript(script: string, lock: number): Promise<void>
}

const DriverError = z.object({
  code: z.string(),
  message: z.string(),
  detail: z.string().nullish(),
  constraint: z.string().nullish(),
})
/** What a refusal tells beside its code. */
export const Facts = z.preprocess(timesInUtc, z.record(z.string(), z.unknown()))
const REFUSAL_SQLSTATE = 'LD001'

/** What Postgres itself said, out of whatever the driver wrapped it in. */
export function driverError(error: unknown): z.output<typeof DriverError> | undefined {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return DriverError.safeParse(cause).data
}

/** Whether the database said an expected "no" (see `refuse.sql`). */
export const isRefusal = (error: unknown): boolean => driverError(error)?.code === REFUSAL_SQLSTATE

/** Calls a routine that has no reason to refuse, and parses its result. */
export async function callRoutine<Result extends z.ZodType>(
  database: Database,
  routine: string,
  argument: unknown,
  result: Result,
): Promise<z.output<Result>> {
  return result.parse(await database.call(routine, argument))
}

/**
 * Calls a routine that may refuse (see `refuse.sql`) with one of `codes`: an expected refusal is a value.
 * @throws whatever else the database says: a bug or an outage
 */
export async function tryRoutine<Result extends z.ZodType, const Code extends RefusalCode>(
  database: Database,
  routine: string,
  argument: unknown,
  result: Result,
  codes: readonly Code[],
): Promise<Outcome<z.output<Result>, Code>> {
  try {
    return success(await callRoutine(database, routine, argument, result))
  } catch (error) {
    const said = driverError(error)
    const code = said?.code === REFUSAL_SQLSTATE ? codes.find((known) => known === said.message) : undefined
    if (code === undefined) throw error
    return refusal(code, Facts.parse(JSON.parse(said?.detail ?? '{}')))
  }
}
