import type * as z from 'zod'
import type { RefusalCode } from '../../refusals.ts'
import type { Access, CallerOf } from './access/admission.ts'
import type { EdgeFunction, EndpointDefinition, HandlerContext, HandlerResult, Method } from './definition.ts'
import { type Exchange, exchange } from './exchange.ts'
import { parseInput } from './input.ts'
import { compilePath } from './path.ts'
import { problem, RETRY_AFTER_SECONDS } from './problem.ts'
import { statusOf } from './problem-codes.ts'
import type { RateLimits } from './rate-limit.ts'
import { type Reply, serialize } from './reply.ts'
import { cacheableReply } from './representation.ts'

const DEFAULT_BODY_LIMIT_BYTES = 64 * 1024

interface EndpointInput<
  Path extends z.ZodType,
  Query extends z.ZodObject | z.ZodUndefined,
  Headers extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
  Code extends RefusalCode,
  Of extends Access,
> {
  operation: string
  method: Method
  route: `/${string}`
  area: string
  summary: string
  access: Of
  anyHost?: true
  path?: Path
  /** The only parameters that requests may have. */
  query?: Query & z.ZodObject
  acceptsAnyQuery?: true
  headers?: Headers
  body?: Body
  rawBodyTypes?: readonly string[]
  bodyLimitBytes?: number
  rateLimits?: RateLimits
  answer: { status: number; body?: Answer; mediaType?: string; description: string; unavailable?: string }
  cacheControl?: string
  refusals?: readonly Code[]
  handle(
    context: HandlerContext<z.output<Path>, z.output<Query>, z.output<Headers>, z.output<Body>, Of>,
  ): HandlerResult<z.input<Answer>, Code>
}

export interface Endpoint extends EdgeFunction {
  definition: EndpointDefinition
}

/**
 * Builds a deployable function from an endpoint's data and its handler. Every request passes the same steps: request id,
 * host, CORS, method, access, input, rate limits, handler, response. Every failure becomes a problem document.
 */
export function endpoint<
  Path extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodObject | z.ZodUndefined = z.ZodUndefined,
  Headers extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodUndefined,
  const Code extends RefusalCode = never,
  const Of extends Access = Access,
>({ handle, ...data }: EndpointInput<Path, Query, Headers, Body, Answer, Code, Of>): Endpoint {
  const definition: EndpointDefinition = {
    ...data,
    bodyLimitBytes: data.bodyLimitBytes ?? DEFAULT_BODY_LIMIT_BYTES,
    refusals: data.refusals ?? [],
  }
  const matchPath = compilePath(data.route)
  const methods: string[] = data.method === 'GET' ? ['GET', 'HEAD'] : [data.method]

  async function answer(exchanged: Exchange): Promise<Reply | Response> {
    const { request, requestId, configuration, defer } = exchanged
    const url = new URL(request.url)
    const path = matchPath(url.pathname)
    if (path === null) return problem('not_found', 'This path does not exist.', requestId)
    if (!methods.includes(request.method)) {
      return problem('method_not_allowed', `Use ${methods.join(' or ')}.`, requestId, {}, { allow: methods.join(', ') })
    }
    const admitted = data.access === 'public' ? { caller: null } : await data.access.admit(request, configuration)
    if ('code' in admitted) return problem(admitted.code, admitted.detail, requestId, {}, admitted.headers)

    const input = await parseInput(definition, request, path, url.search)
    if ('code' in input) {
      return problem(input.code, input.detail, requestId, input.errors === undefined ? {} : { errors: input.errors })
    }
    // parseInput applied the schemas of these types, but its own return type cannot express that.
    const checked = input as Pick<Parameters<typeof handle>[0], 'path' | 'query' | 'headers' | 'body' | 'rawBody'>
    // This type is derived from the admission that accepted the caller.
    const caller = admitted.caller as CallerOf<Of>
    const customerId = admitted.caller?.customerId
    const allowance = configuration.rateLimits
      ? await data.rateLimits?.take(
          { clientAddress: exchanged.clientAddress, customerId, body: input.body },
          configuration,
        )
      : undefined
    if (allowance !== undefined && allowance.waitSeconds > 0) {
      const detail = `Too many requests. Try again in ${allowance.waitSeconds} seconds.`
      return problem('rate_limited', detail, requestId, {}, { 'retry-after': `${allowance.waitSeconds}` })
    }
    const result = await handle({
      ...{ ...checked, caller, request, requestId, configuration, defer },
      get log() {
        return exchanged.log
      },
    })
    if (result instanceof Response) return result
    if (!result.ok) {
      // The other facts are for the caller alone and may be private, so they are not logged.
      if (statusOf(result.code) === 503)
        exchanged.log.error({ code: result.code, reason: result.facts.reason }, 'not available')
      return problem(result.code, result.detail, requestId, result.facts, refusalHeaders(result.code))
    }
    await allowance?.succeeded()
    if (data.cacheControl !== undefined) {
      const headers = { ...result.headers, 'cache-control': data.cacheControl }
      return cacheableReply(request, result.value, data.answer.status, headers)
    }
    const { status, body } = data.answer
    if (body === undefined) return { status, body: null, headers: result.headers ?? {}, code: null }
    const headers = { 'content-type': 'application/json', ...result.headers }
    return { status, body: serialize(Object(result.value)), headers, code: null }
  }

  return {
    definition,
    fetch: (request, env, context = {}) =>
      exchange(
        request,
        env,
        context,
        { operation: data.operation, route: data.route, methods, anyHost: data.anyHost === true },
        answer,
      ),
  }
}

/** A 503 is temporary, so the client may retry. A 401 names the scheme: RFC 9110, section 15.5.2. */
function refusalHeaders(code: RefusalCode): Record<string, string> {
  if (code === 'unauthenticated') return { 'www-authenticate': 'Bearer' }
  return statusOf(code) === 503 ? { 'retry-after': RETRY_AFTER_SECONDS } : {}
}
