import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { compilePath } from '../../shared/platform/http/path.ts'
import { problem, RETRY_AFTER_SECONDS } from '../../shared/platform/http/problem.ts'
import { toResponse } from '../../shared/platform/http/reply.ts'
import { readRequestId } from '../../shared/platform/http/request-id.ts'
import { logger } from '../../shared/platform/observability/logger.ts'

type Answering = Pick<EdgeFunction, 'fetch'>
/** A method of a path. */
export type Door = readonly [method: string, route: string]

/** What is about one connection, and not about the answer. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'content-length']

/** Some functions, and behind them who has the rest: also what a preflight asks, of which no function knows all. */
export function routeOrForward(fn: Answering, doors: readonly Door[], rest: Answering): Answering {
  const matchers = doors.map(([method, route]) => ({ method, matches: compilePath(route) }))
  return {
    fetch(request, env, context) {
      const { pathname } = new URL(request.url)
      const asked = request.method === 'HEAD' ? 'GET' : request.method
      const own = matchers.some(({ method, matches }) => method === asked && matches(pathname) !== null)
      return (own ? fn : rest).fetch(request, env, context)
    },
  }
}

/** Passes requests on to the shop that has all functions: the container. */
export function forwardTo(origin: string): Answering {
  return {
    async fetch(request, env, context) {
      const { pathname, search } = new URL(request.url)
      const headers = withoutConnection(request.headers)
      headers.delete('host')
      // The answer comes as it is sent on.
      headers.set('accept-encoding', 'identity')
      // What the caller wrote there is not believed.
      headers.delete('x-forwarded-for')
      if (context?.connectionAddress !== undefined) headers.set('x-forwarded-for', context.connectionAddress)
      const sent = new Request(new Request(new URL(pathname + search, origin), request), {
        headers,
        redirect: 'manual',
      })
      return fetch(sent).then(asOurs, (error: unknown) => unreachable(error, request, env))
    },
  }
}

function asOurs(response: Response): Response {
  const { status } = response
  return new Response(response.body, { status, headers: withoutConnection(response.headers) })
}

function withoutConnection(from: Headers): Headers {
  const headers = new Headers(from)
  for (const name of OF_THE_CONNECTION) headers.delete(name)
  return headers
}

function unreachable(error: unknown, request: Request, env: Record<string, unknown>): Response {
  const requestId = readRequestId(request)
  logger(getConfiguration(env)).error({ err: error, request_id: requestId }, 'the origin does not answer')
  const detail = 'A part of the shop is temporarily unavailable. No data is lost. Send the same request again.'
  const headers = { 'retry-after': RETRY_AFTER_SECONDS, 'x-request-id': requestId, 'cache-control': 'no-store' }
  return toResponse(problem('temporarily_unavailable', detail, requestId, {}, headers))
}
