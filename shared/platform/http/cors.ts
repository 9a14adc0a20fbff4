import type { Configuration } from '../configuration/configuration.ts'

const PREFLIGHT_SECONDS = 600
/** Named without being asked for. */
const ALLOWED_HEADERS = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'X-Order-Token',
  'X-Request-Id',
  'If-Match',
]
const EXPOSED_HEADERS = [
  ...['X-Request-Id', 'Idempotent-Replayed', 'Retry-After', 'ETag', 'Location', 'Allow', 'WWW-Authenticate'],
  ...['Content-Disposition', 'Date'],
].join(', ')
/** Browsers send far less. */
const LONGEST_REQUEST = 4_000

/** CORS headers for a listed origin; only `Vary` for any other. */
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

/** The response to a preflight of a path that supports `methods`. */
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
            'access-control-allow-headers': allowedHeaders(request),
            'access-control-max-age': String(PREFLIGHT_SECONDS),
          }
        : {}),
    },
  })
}

/**
 * All headers that the storefront asks for. Its origin is listed, no header grants anything to a script that the script
 * could not send from its own server, and tracing tools each have their own (`traceparent`, `sentry-trace`, `x-b3-…`).
 */
function allowedHeaders(request: Request): string {
  const asked = request.headers.get('access-control-request-headers') ?? ''
  const names = asked
    .slice(0, LONGEST_REQUEST)
    .split(',')
    .map((name) => name.trim().toLowerCase())
  const known = new Set(ALLOWED_HEADERS.map((name) => name.toLowerCase()))
  const others = names.filter((name) => /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) && !known.has(name))
  return [...ALLOWED_HEADERS, ...new Set(others)].join(', ')
}
