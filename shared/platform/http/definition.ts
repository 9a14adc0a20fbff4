import type * as z from 'zod'
import type { Outcome } from '../../outcome.ts'
import type { RefusalCode } from '../../refusals.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Logger } from '../observability/logger.ts'
import type { Access, CallerOf } from './access/admission.ts'
import type { RateLimits } from './rate-limit.ts'
import type { Reply } from './reply.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a platform passes to the function with each request. */
export interface PlatformContext {
  waitUntil?: (work: Promise<unknown>) => void
  /** The remote address of the connection, if the platform provides it. */
  connectionAddress?: string | undefined
  /** Compresses a response. Absent where the platform does it, or a proxy in front of it. */
  encode?: (request: Request, answered: Reply | Response) => Promise<Reply | Response>
}

/** A deployed function, as platforms call it. */
export interface EdgeFunction {
  fetch(request: Request, env: Record<string, unknown>, context?: PlatformContext): Promise<Response>
}

/** The data of an endpoint, from which it is routed, validated and documented. */
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
  /** Answers for every host: probes and scrapers use the address of an instance. Its answer must not depend on the host. */
  anyHost?: true | undefined
  path?: z.ZodType | undefined
  /** The only parameters that requests may have: an unknown one is 422 `invalid_request`. */
  query?: z.ZodObject | undefined
  /**
   * Ignores unknown parameters, for URLs to which others append their own: callbacks of payment providers, and pages,
   * where links from mails and advertisements carry `utm_source` and the like.
   */
  acceptsAnyQuery?: true
  headers?: z.ZodType | undefined
  body?: z.ZodType | undefined
  /** Media types of a body that is not parsed as JSON: the handler reads `rawBody`. */
  rawBodyTypes?: readonly string[] | undefined
  bodyLimitBytes: number
  rateLimits?: RateLimits | undefined
  /** Status and schema of the successful response, and its media type if it is not JSON. */
  answer: {
    status: number
    body?: z.ZodType
    mediaType?: string
    description: string
    /** Set when 503 has the same body, and what it then means. */
    unavailable?: string
  }
  /** Set when browsers and CDNs may cache the response. It then has an ETag, and may be 304. */
  cacheControl?: string
  refusals: readonly RefusalCode[]
}

/** The validated input, and what a domain function may need. */
export interface HandlerContext<Path, Query, Headers, Body, Of extends Access = 'public'> {
  caller: CallerOf<Of>
  path: Path
  query: Query
  headers: Headers
  body: Body
  /** The unparsed body, for signatures. */
  rawBody: Uint8Array
  request: Request
  requestId: string
  configuration: Configuration
  log: Logger
  /** Registers work that may finish after the response. Failures are logged. */
  defer(work: Promise<unknown>): void
}

export type HandlerResult<Value, Code extends RefusalCode> = Promise<Outcome<Value, Code> | Response>
