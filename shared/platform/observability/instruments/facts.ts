import type { Logger } from '../logger.ts'

/** A request, as it ended. */
export interface EndedRequest {
  operation: string
  route: string
  method: string
  status: number
  /** The code of the problem that was answered; null where all went well. */
  code: string | null
  seconds: number
  /** Whether the answer was given before, for the same idempotency key. */
  replayed: boolean
}

/** A call to the database, as it ended. */
export interface EndedCall {
  /** The routine's or the statement's name: never its values. */
  statement: string
  seconds: number
  failed: boolean
}

/** The connections of one pool, now. */
export interface Pool {
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
}

/** What the catalog's cache has done since it was opened. Plain numbers that only grow. */
export interface CatalogCacheCounts {
  readonly hits: number
  readonly misses: number
  /** The other misses waited for somebody who was reading, or found in Redis what had just been read. */
  readonly databaseReads: number
}

/** What is going on where a line is logged: the request, or the run of a job. */
export interface Context {
  requestId: string
  operation: string
  log: Logger
}

/** Work that waits, as `health_view` tells it. */
export interface Backlog {
  [work: string]: { waiting: number; oldestSeconds: number; dead?: number | undefined }
}
