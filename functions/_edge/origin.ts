import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { compilePath } from '../../shared/platform/http/path.ts'
import { problem, RETRY_AFTER_SECONDS } from '../../shared/platform/http/problem.ts'
import { toResponse } from '../../shared/platform/http/reply.ts'
import { readRequestId } from '../../shared/platform/http/request-id.ts'
import { logger } from '../../shared/platform/observability/logger.ts'

type Handler = Pick<EdgeFunction, 'fetch'>
/** A method of a path. */
export type MethodRoute = readonly [method: string, route: string]

/** Headers that belong to one connection and must not be forwarded. */
const CONNECTION_HEADERS = ['connection', 'keep-alive', 'transfer-encoding', 'content-length']

/** Handles own routes with `fn`, and everything else with `rest`. Preflights go to `rest`, which has all methods. */
export function routeOrForward(fn: Handler, routes: readonly MethodRoute[], rest: Handler): Handler {
  const matchers = routes.map(([method, route]) => ({ method, matches: compilePath(route) }))
  return {
    fetch(request, env, context) {
      const { pathname } = new URL(request.url)
      const requested = request.method === 'HEAD' ? 'GET' : request.method
      const isOwn = matchers.some(({ method, matches }) => method === requested && matches(pathname) !== null)
      return (isOwn ? fn : rest).fetch(request, env, context)
    },
  }
}

/** Forwards requests to the container, which has all functions. */
export function forwardTo(origin: string): Handler {
  return {
    async fetch(request, env, context) {
      const { pathname, search } = new URL(request.url)
      const headers = removeConnectionHeaders(request.headers)
      headers.delete('host')
      // Otherwise fetch decodes the body, but its headers still say that it is compressed.
      headers.set('accept-encoding', 'identity')
      // The caller's own value is not trusted.
      headers.delete('x-forwarded-for')
      if (context?.connectionAddress !== undefined) headers.set('x-forwarded-for', context.connectionAddress)
      const sent = new Request(new Request(new URL(pathname + search, origin), request), {
        headers,
        redirect: 'manual',
      })
      return fetch(sent).then(withoutConnectionHeaders, (error: unknown) => respondUnavailable(error, request, env))
    },
  }
}

function withoutConnectionHeaders(response: Response): Response {
  const { status } = response
  return new Response(response.body, { status, headers: removeConnectionHeaders(response.headers) })
}

function removeConnectionHeaders(from: Headers): Headers {
  const headers = new Headers(from)
  for (const name of CONNECTION_HEADERS) headers.delete(name)
  return headers
}

function respondUnavailable(error: unknown, request: Request, env: Record<string, unknown>): Response {
  const requestId = readRequestId(request)
  logger(getConfiguration(env)).error({ err: error, request_id: requestId }, 'the origin does not respond')
  const detail = 'A part of the shop is temporarily unavailable. No data is lost. Send the same request again.'
  const headers = { 'retry-after': RETRY_AFTER_SECONDS, 'x-request-id': requestId, 'cache-control': 'no-store' }
  return toResponse(problem('temporarily_unavailable', detail, requestId, {}, headers))
}
