import { exchange } from '../../shared/platform/http/exchange.ts'
import { NO_HOST } from '../../shared/platform/http/host.ts'
import { problem } from '../../shared/platform/http/problem.ts'

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
const target = { operation: 'none', route: '', methods: [] }

/** The problem for a request that is HTTP but not valid, with a log line. Its URL may be of no use. */
export function respondToMalformed(env: Record<string, unknown>, detail: string, headers?: Headers): Promise<Response> {
  const requestId = headers?.get('x-request-id')
  const request = new Request(`http://${NO_HOST}/`, requestId ? { headers: { 'x-request-id': requestId } } : {})
  return exchange(request, env, {}, { ...target, anyHost: true }, async (exchanged) =>
    problem('malformed_request', detail, exchanged.requestId, {}, { connection: 'close' }),
  )
}

/** `OPTIONS *`: what the server supports in general. RFC 9110, 9.3.7. */
export function respondToOptions(env: Record<string, unknown>, request: Request): Promise<Response> {
  return exchange(
    request,
    env,
    {},
    target,
    async () => new Response(null, { status: 204, headers: { allow: METHODS } }),
  )
}

/** For an exception that no function has turned into a response: a bug. */
export function respondToFailure(env: Record<string, unknown>, error: unknown): Promise<Response> {
  const request = new Request(`http://${NO_HOST}/`)
  return exchange(request, env, {}, { ...target, anyHost: true }, () => Promise.reject(error))
}
