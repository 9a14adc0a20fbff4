import type * as z from 'zod'
import type { Outcome } from '../../outcome.ts'
import type { RefusalCode } from '../../refusals.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Logger } from '../observability/logger.ts'
import type { Access, CallerOf } from './access/admission.ts'
import type { RateLimits } from './rate-limit.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a platform passes along with a request. */
export interface PlatformContext {
  waitUntil?: (work: Promise<unknown>) => void
  /** The address at the other end of the connection, where the platform knows it. */
  connectionAddress?: string | undefined
}

/** A deployed function, as platforms call it. */
export interface EdgeFunction {
  fetch(request: Request, env: Record<string, unknown>, context?: PlatformContext): Promise<Response>
}

/** The data of an endpoint: enough to route to it, to check a request, and to document it. */
export interface EndpointDefinition {
  /** The file's name: `place-order`. */
  operation: string
  method: Method
  /** `/carts/{cartId}/items/{sku}` */
  route: `/${string}`
  /** Groups operations in the documentation. */
  area: string
  summary: string
  access: Access
  path?: z.ZodType | undefined
  query?: z.ZodType | undefined
  headers?: z.ZodType | undefined
  body?: z.ZodType | undefined
  /** Media types of a body that is not JSON to be parsed: the handler reads it from `rawBody`. */
  rawBodyTypes?: readonly string[] | undefined
  bodyLimitBytes: number
  rateLimits?: RateLimits | undefined
  /** Status and shape of the answer when all went well; a media type where it is not JSON. */
  answer: { status: number; body?: z.ZodType; mediaType?: string; description: string }
  /** Where browsers and CDNs may keep the answer: for how long. It then has an ETag, and 304 is an answer as well. */
  cacheControl?: string
  refusals: readonly RefusalCode[]
}

/** What a handler gets: the checked input, and what it may hand on to a domain verb. */
export interface HandlerContext<Path, Query, Headers, Body, Of extends Access = 'public'> {
  caller: CallerOf<Of>
  path: Path
  query: Query
  headers: Headers
  body: Body
  /** The body's bytes as they came, for signatures. */
  rawBody: Uint8Array
  request: Request
  requestId: string
  configuration: Configuration
  log: Logger
  /** Work that may end after the response. Its failure is logged, never lost. */
  defer(work: Promise<unknown>): void
}

export type HandlerResult<Value, Code extends RefusalCode> = Promise<Outcome<Value, Code> | Response>
