import { recordRequest, runInContext } from '#instruments'
import { type Configuration, getConfiguration } from '../configuration/configuration.ts'
import { pendingReports } from '../observability/error-reporter.ts'
import { type Logger, logger, requestLogger } from '../observability/logger.ts'
import { clientAddress } from './client-address.ts'
import { corsHeaders, isPreflight, preflight } from './cors.ts'
import type { PlatformContext } from './definition.ts'
import { toProblem } from './failure.ts'
import { isAllowedHost } from './host.ts'
import { problem } from './problem.ts'
import type { Reply } from './reply.ts'
import { readRequestId } from './request-id.ts'
import { DATA_POLICY, securityHeaders } from './security-headers.ts'

/** A slower request is logged as a warning. */
const SLOW_MILLISECONDS = 1_000

/** A request while it is processed. */
export interface Exchange {
  request: Request
  requestId: string
  configuration: Configuration
  log: Logger
  /** The client's address, if a trusted proxy or the connection provides it. */
  clientAddress: string | undefined
  defer(work: Promise<unknown>): void
}

interface Target {
  operation: string
  route: string
  methods: readonly string[]
  anyHost?: boolean
}

/**
 * Handles what is common to all requests: request id, host, preflight, conversion of exceptions into problems, headers,
 * and one log line.
 */
export async function exchange(
  request: Request,
  env: Record<string, unknown>,
  context: PlatformContext,
  { operation, route, methods, anyHost = false }: Target,
  answer: (exchange: Exchange) => Promise<Reply | Response>,
): Promise<Response> {
  const started = performance.now()
  const requestId = readRequestId(request)
  const configuration = getConfiguration(env)
  const names = { request_id: requestId, operation }
  let ownLog: Logger | undefined
  const exchanged = {
    ...{ request, requestId, operation, configuration },
    get log() {
      // Created on demand: most requests log a single line, and a child logger takes as long as that line.
      ownLog ??= logger(configuration).child(names)
      return ownLog
    },
    get clientAddress() {
      return clientAddress(request.headers, context.connectionAddress, configuration)
    },
    defer(work: Promise<unknown>) {
      const watched = work.catch((error: unknown) => exchanged.log.error({ err: error }, 'deferred work failed'))
      context.waitUntil?.(watched.then(() => pendingReports(requestId)))
    },
  }
  const respond = async () => {
    if (!anyHost && !isAllowedHost(request, configuration)) {
      return problem(
        'host_not_allowed',
        'This server does not serve this host name. Check the URL, or add the name to ALLOWED_HOSTS.',
        requestId,
      )
    }
    return isPreflight(request) ? preflight(request, configuration, methods) : answer(exchanged)
  }
  const answered = await runInContext(exchanged, respond).catch((error: unknown) =>
    toProblem(error, requestId, exchanged.log),
  )
  const encoded = (await context.encode?.(request, answered)) ?? answered
  const own: Record<string, string> = { 'x-request-id': requestId, ...corsHeaders(request, configuration) }
  if (context.encode !== undefined) own.vary = `${own.vary}, Accept-Encoding`
  const { response, code, replayed } = addHeaders(encoded, request, { ...securityHeaders(configuration), ...own })
  const took = performance.now() - started
  const { method } = request
  const { status } = response
  recordRequest({ operation, route, method, status, code, seconds: took / 1000, replayed })
  const notable = { ...(code === null ? {} : { code }), ...(replayed ? { replayed } : {}) }
  const line = { ...names, method, route, status, ...notable, milliseconds: Math.round(took * 10) / 10 }
  if (took > SLOW_MILLISECONDS) requestLogger(configuration).warn(line, 'slow request')
  else requestLogger(configuration).info(line, 'request')
  const reports = pendingReports(requestId)
  if (reports !== undefined) context.waitUntil?.(reports)
  return response
}

/** Headers of every response that does not set them. */
const DEFAULTS = { 'content-security-policy': DATA_POLICY, 'cache-control': 'no-store' }
const REPLAYED = 'idempotent-replayed'

function addHeaders(answered: Reply | Response, request: Request, own: Record<string, string>) {
  if ('code' in answered) {
    const { status, code } = answered
    const headers = { ...DEFAULTS, ...answered.headers, ...own }
    const body = request.method === 'HEAD' ? null : answered.body
    return { response: new Response(body, { status, headers }), code, replayed: REPLAYED in headers }
  }
  const { headers } = answered
  for (const [name, value] of Object.entries(DEFAULTS)) if (!headers.has(name)) headers.set(name, value)
  for (const [name, value] of Object.entries(own)) {
    // A page that depends on Accept depends on Origin as well.
    if (name === 'vary' && headers.has(name)) headers.append(name, value)
    else headers.set(name, value)
  }
  const response = request.method === 'HEAD' ? new Response(null, answered) : answered
  return { response, code: null, replayed: headers.has(REPLAYED) }
}
