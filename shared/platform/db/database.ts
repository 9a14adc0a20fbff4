import * as z from 'zod'
import { type Outcome, refusal, success } from '../../outcome.ts'
import type { RefusalCode } from '../../refusals.ts'
import { timesInUtc } from './times-in-utc.ts'

interface Statement {
  /** Identifies the statement in logs of slow queries. */
  name: string
  text: string
}

/** The port to Postgres: the same over TCP, over Neon's HTTP and embedded. Each call is one round trip. */
export interface Database {
  /**
   * Whether calls of several requests may be batched (see `batch-calls.ts`). Not at the edge, where a request must not
   * wait for work that another request has started.
   */
  readonly batchesCalls: boolean
  /**
   * Calls an SQL routine with one JSON document and returns one. Rejects when the routine refuses: see `tryRoutine`.
   * @param requestId stored with the outbox rows that the routine writes: see `withRequestId`
   */
  call(routine: string, argument: unknown, requestId?: string): Promise<unknown>
  query(statement: Statement, values: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** Returns rows as arrays of columns, for the query builder. */
  select(statement: Statement, values: readonly unknown[]): Promise<unknown[][]>
  /** Subscribes to NOTIFY on a channel. Absent where connections do not last. */
  listen?(channel: string, listener: Listener): Subscription
  /** Whether the server answers, on a connection of its own. Absent where every call has one. */
  probe?(): Promise<void>
  close(): Promise<void>
}

export interface Listener {
  /** Every notification from now on is delivered. */
  onReady(): void
  onNotification(payload: string): void
  /** Notifications may be missed until `onReady`. */
  onDisconnect(): void
}

export interface Subscription {
  stop(): Promise<void>
}

/** Adds migrations, which need a lasting connection. */
export interface AdministrableDatabase extends Database {
  /** What a connection of the pool offers. Absent where no pooler can be in between. */
  describeSession?(): Promise<{ isPooled: boolean; namesStatements: boolean } | undefined>
  /** Runs a script of several statements in one transaction, under the advisory lock `lock`. */
  runScript(script: string, lock: number): Promise<void>
}

const DriverError = z.object({
  code: z.string(),
  message: z.string(),
  detail: z.string().nullish(),
  constraint: z.string().nullish(),
})
/** The details of a refusal beside its code. */
export const Facts = z.preprocess(timesInUtc, z.record(z.string(), z.unknown()))
const REFUSAL_SQLSTATE = 'LD001'

/** The error of Postgres, unwrapped from the error of the query builder. */
export function driverError(error: unknown): z.output<typeof DriverError> | undefined {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return DriverError.safeParse(cause).data
}

/** Whether the error is an expected refusal (see `refuse.sql`). */
export const isRefusal = (error: unknown): boolean => driverError(error)?.code === REFUSAL_SQLSTATE

/** Calls a routine that never refuses, and parses its result. */
export async function callRoutine<Result extends z.ZodType>(
  database: Database,
  routine: string,
  argument: unknown,
  result: Result,
): Promise<z.output<Result>> {
  return result.parse(await database.call(routine, argument))
}

/**
 * Calls a routine that may refuse with one of `codes` (see `refuse.sql`), and returns the refusal as a value.
 * @throws any other error: a bug or an outage
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
    const raised = driverError(error)
    const code = raised?.code === REFUSAL_SQLSTATE ? codes.find((expected) => expected === raised.message) : undefined
    if (code === undefined) throw error
    return refusal(code, Facts.parse(JSON.parse(raised?.detail ?? '{}')))
  }
}
