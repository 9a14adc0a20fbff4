import { inContext, requestEnded } from '#instruments'
import { type Configuration, configurationOf } from '../configuration/configuration.ts'
import { reportsUnderWay } from '../observability/error-reports.ts'
import { type Logger, logger } from '../observability/logger.ts'
import { clientAddress } from './client-address.ts'
import { corsHeaders, isPreflight, preflight } from './cors.ts'
import type { PlatformContext } from './definition.ts'
import { asProblem } from './failure.ts'
import { isAllowedHost } from './host.ts'
import { problem, problemCodeOf } from './problem.ts'
import { requestIdOf } from './request-id.ts'
import { secure } from './security-headers.ts'

/** A request that takes longer is a warning in the log. */
const SLOW_MILLISECONDS = 1_000

/** One request on its way to an answer. */
export interface Exchange {
  request: Request
  requestId: string
  configuration: Configuration
  log: Logger
  /** Where the request comes from, as far as it can be believed. */
  clientAddress: string | undefined
  defer(work: Promise<unknown>): void
}

interface Place {
  operation: string
  route: string
  methods: readonly string[]
}

/**
 * What every request goes through, whoever answers it: request id, host, preflight, the last net for failures, headers,
 * one log line.
 */
export async function exchange(
  request: Request,
  env: Record<string, unknown>,
  context: PlatformContext,
  { operation, route, methods }: Place,
  answer: (exchange: Exchange) => Promise<Response>,
): Promise<Response> {
  const started = performance.now()
  const requestId = requestIdOf(request)
  const configuration = configurationOf(env)
  const log = logger(configuration).child({ request_id: requestId, operation })
  const defer = (work: Promise<unknown>) => {
    const watched = work.catch((error: unknown) => log.error({ err: error }, 'deferred work failed'))
    context.waitUntil?.(watched.then(() => reportsUnderWay(requestId)))
  }
  const respond = async () => {
    if (!isAllowedHost(request, configuration)) {
      return problem('host_not_allowed', 'This host name is not served here.', requestId)
    }
    if (isPreflight(request)) return preflight(request, configuration, methods)
    const address = clientAddress(request.headers, context.connectionAddress, configuration.trustedProxies)
    return answer({ clientAddress: address, request, requestId, configuration, log, defer })
  }
  const response = await inContext({ requestId, operation, log }, respond).catch((error: unknown) =>
    asProblem(error, requestId, log),
  )
  secure(response.headers, configuration)
  const finished = finish(response, request, { 'x-request-id': requestId, ...corsHeaders(request, configuration) })
  const took = performance.now() - started
  const code = problemCodeOf(response)
  const replayed = response.headers.has('idempotent-replayed')
  const { method } = request
  const { status } = response
  requestEnded({ operation, route, method, status, code, seconds: took / 1000, replayed })
  const notable = { ...(code === null ? {} : { code }), ...(replayed ? { replayed } : {}) }
  const line = { method, route, status, ...notable, milliseconds: Math.round(took * 10) / 10 }
  if (took > SLOW_MILLISECONDS) log.warn(line, 'slow request')
  else log.info(line, 'request')
  const reports = reportsUnderWay(requestId)
  if (reports !== undefined) context.waitUntil?.(reports)
  return finished
}

function finish(response: Response, request: Request, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  return request.method === 'HEAD' ? new Response(null, response) : response
}
