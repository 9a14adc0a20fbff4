import * as z from 'zod'
import type { EndpointDefinition } from '../../shared/platform/http/definition.ts'

/** Response headers that clients need, in `components.headers`. */
export const responseHeaders = {
  'X-Request-Id': {
    description: 'Identifies the request in the log: the one that was sent, if it was well-formed, or a new one.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{8,128}$' },
    example: '5e0b0c1d-3f6a-4a52-9d1b-6f1f6d0f7a11',
  },
  'Retry-After': {
    description: 'Seconds after which the same request may be sent again.',
    schema: { type: 'integer', minimum: 1 },
    example: 2,
  },
  ETag: {
    description: 'The version of the value: send it as `If-None-Match` of a later read, or as `If-Match` of a change.',
    schema: { type: 'string' },
    example: '"3"',
  },
  'Idempotent-Replayed': {
    description: '`true` when a request with this key had succeeded before. Nothing was done again.',
    schema: { type: 'string', const: 'true' },
  },
  Location: { description: 'The path of the new resource.', schema: { type: 'string' }, example: '/orders/ord_01k…' },
  'WWW-Authenticate': { description: 'The expected scheme.', schema: { type: 'string' }, example: 'Bearer' },
} as const
export type ResponseHeader = keyof typeof responseHeaders
const isName = (name: string): name is ResponseHeader => name in responseHeaders
export const responseHeaderNames = Object.keys(responseHeaders).filter(isName)

/** Operations whose 201 names the path of what was created. */
const created = ['create-cart', 'place-order']

/** The headers of a response with this status, beside those that every HTTP response has. */
export function headersOf(
  definition: EndpointDefinition,
  status: number,
  endpoints: readonly EndpointDefinition[],
): ResponseHeader[] {
  const headers: ResponseHeader[] = ['X-Request-Id']
  if (status === 401 && definition.access !== 'public') headers.push('WWW-Authenticate')
  if (status === 429 || (status === 503 && definition.answer.unavailable === undefined)) headers.push('Retry-After')
  if (status === 304) headers.push('ETag')
  if (status >= 300) return headers
  if (definition.cacheControl !== undefined || isVersioned(definition, endpoints)) headers.push('ETag')
  if (takesHeader(definition, 'idempotency-key')) headers.push('Idempotent-Replayed')
  if (created.includes(definition.operation)) headers.push('Location')
  return headers
}

export const headerReferences = (names: readonly ResponseHeader[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

const takesHeader = ({ headers }: EndpointDefinition, name: string) =>
  headers instanceof z.ZodObject && name in headers.shape

/** A value that is changed under `If-Match` has its version as ETag wherever it is returned: read, created or changed. */
function isVersioned({ route, method, answer }: EndpointDefinition, endpoints: readonly EndpointDefinition[]): boolean {
  const { body } = answer
  if (!(body instanceof z.ZodObject && 'version' in body.shape)) return false
  return endpoints.some((other) => {
    const isParent = method === 'POST' && other.route.startsWith(`${route}/{`)
    return takesHeader(other, 'if-match') && (other.route === route || isParent)
  })
}
