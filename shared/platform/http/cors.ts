import type { Configuration } from '../configuration/configuration.ts'

const PREFLIGHT_SECONDS = 600
const ALLOWED_HEADERS = 'Authorization, Content-Type, Idempotency-Key, X-Order-Token, X-Request-Id, If-Match'
const EXPOSED_HEADERS = 'X-Request-Id, Idempotent-Replayed, Retry-After, ETag, Location'

/** Headers for a storefront whose origin is listed, exactly; nothing for any other. */
export function corsHeaders(request: Request, configuration: Configuration): Record<string, string> {
  const origin = request.headers.get('origin')
  if (origin === null || !configuration.corsAllowedOrigins.includes(origin)) return { vary: 'Origin' }
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': EXPOSED_HEADERS,
    vary: 'Origin',
  }
}

export function isPreflight(request: Request): boolean {
  return request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
}

/** The answer to a preflight for a path that knows `methods`. */
export function preflight(request: Request, configuration: Configuration, methods: readonly string[]): Response {
  const headers = corsHeaders(request, configuration)
  const allowed = 'access-control-allow-origin' in headers
  return new Response(null, {
    status: 204,
    headers: {
      ...headers,
      ...(allowed
        ? {
            'access-control-allow-methods': methods.join(', '),
            'access-control-allow-headers': ALLOWED_HEADERS,
            'access-control-max-age': String(PREFLIGHT_SECONDS),
          }
        : {}),
    },
  })
}
