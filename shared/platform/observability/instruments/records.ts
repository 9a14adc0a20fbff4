import type { Logger } from '../logger.ts'

export interface CompletedRequest {
  operation: string
  route: string
  method: string
  status: number
  /** The error code of the response; null for a success. */
  code: string | null
  seconds: number
  /** The stored response of an earlier request with the same idempotency key. */
  replayed: boolean
}

export interface CompletedCall {
  /** The name of the routine or statement. */
  statement: string
  /** Until the result, including the wait for a connection. */
  seconds: number
  waitSeconds: number
  failed: boolean
  /** A job found nothing to do. */
  idle: boolean
}

/** How long a call has waited for a free connection, in milliseconds. */
export interface ConnectionWait {
  milliseconds: number
}

/** The current connections of a pool. */
export interface Pool {
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
}

/** Counters of the catalog cache since it was opened. */
export interface CatalogCacheCounts {
  readonly hits: number
  readonly misses: number
  /** The other misses waited for a concurrent read, or found a recent read in Redis. */
  readonly databaseReads: number
}

/** The request or job run within which a line is logged. */
export interface Context {
  requestId: string
  operation: string
  log: Logger
}

/** Pending work, as `health_view` returns it. */
export interface Backlog {
  [work: string]: { waiting: number; oldestSeconds: number; dead?: number | undefined }
}
