import { inContext, requestEnded } from '#instruments'
import { type Configuration, configurationOf } from '../configuration/configuration.ts'
import { reportsUnderWay } from '../observability/error-reports.ts'
import { type Logger, logger, requestLogger } from '../observability/logger.ts'
import { clientAddress } from './client-address.ts'
import { corsHeaders, isPreflight, preflight } from './cors.ts'
import type { PlatformContext } from './definition.ts'
import { asProblem } from './failure.ts'
import { isAllowedHost } from './host.ts'
import { problem } from './problem.ts'
import type { Reply } from './reply.ts'
import { requestIdOf } from './request-id.ts'
import { DATA_POLICY, securityHeaders } from './security-headers.ts'

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
  answer: (exchange: Exchange) => Promise<Reply | Response>,
): Promise<Response> {
  const started = performance.now()
  const requestId = requestIdOf(request)
  const configuration = configurationOf(env)
  const names = { request_id: requestId, operation }
  let ownLog: Logger | undefined
  const exchanged = {
    ...{ request, requestId, operation, configuration },
    get log() {
      // Most requests log no more than their one line: a logger of its own costs as much as that.
      ownLog ??= logger(configuration).child(names)
      return ownLog
    },
    get clientAddress() {
      return clientAddress(request.headers, context.connectionAddress, configuration.trustedProxies)
    },
    defer(work: Promise<unknown>) {
      const watched = work.catch((error: unknown) => exchanged.log.error({ err: error }, 'deferred work failed'))
      context.waitUntil?.(watched.then(() => reportsUnderWay(requestId)))
    },
  }
  const respond = async () => {
    if (!isAllowedHost(request, configuration)) {
      return problem('host_not_allowed', 'This host name is not served here.', requestId)
    }
    return isPreflight(request) ? preflight(request, configuration, methods) : answer(exchanged)
  }
  const answered = await inContext(exchanged, respond).catch((error: unknown) =>
    asProblem(error, requestId, exchanged.log),
  )
  const own = { 'x-request-id': requestId, ...corsHeaders(request, configuration) }
  const { response, code, replayed } = finish(answered, request, { ...securityHeaders(configuration), ...own })
  const took = performance.now() - started
  const { method } = request
  const { status } = response
  requestEnded({ operation, route, method, status, code, seconds: took / 1000, replayed })
  const notable = { ...(code === null ? {} : { code }), ...(replayed ? { replayed } : {}) }
  const line = { ...names, method, route, status, ...notable, milliseconds: Math.round(took * 10) / 10 }
  if (took > SLOW_MILLISECONDS) requestLogger(configuration).warn(line, 'slow request')
  else requestLogger(configuration).info(line, 'request')
  const reports = reportsUnderWay(requestId)
  if (reports !== undefined) context.waitUntil?.(reports)
  return response
}

/** What an answer says where it says nothing else. */
const DEFAULTS = { 'content-security-policy': DATA_POLICY, 'cache-control': 'no-store' }
const REPLAYED = 'idempotent-replayed'

function finish(answered: Reply | Response, request: Request, own: Record<string, string>) {
  if ('code' in answered) {
    const { status, code } = answered
    const headers = { ...DEFAULTS, ...answered.headers, ...own }
    const body = request.method === 'HEAD' ? null : answered.body
    return { response: new Response(body, { status, headers }), code, replayed: REPLAYED in headers }
  }
  const { headers } = answered
  for (const [name, value] of Object.entries(DEFAULTS)) if (!headers.has(name)) headers.set(name, value)
  for (const [name, value] of Object.entries(own)) headers.set(name, value)
  const response = request.method === 'HEAD' ? new Response(null, answered) : answered
  return { response, code: null, replayed: headers.has(REPLAYED) }
}
