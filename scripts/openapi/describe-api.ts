import * as z from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import packageJson from '../../package.json' with { type: 'json' }
import type { Access } from '../../shared/platform/http/access/admission.ts'
import type { EndpointDefinition } from '../../shared/platform/http/definition.ts'
import { type ProblemCode, statusOf } from '../../shared/platform/http/problem-codes.ts'
import { Problem } from '../../shared/platform/http/problem-schema.ts'
import { headerReferences, headersOf, type ResponseHeader, responseHeaders } from './response-headers.ts'

/** What a shopper does comes first. Other areas follow, by name. */
const areas: Readonly<Record<string, string>> = {
  Catalog: 'Categories, products and search.',
  Carts: 'Baskets with their prices, promotions, coupon and delivery.',
  Delivery: 'Where and when the shop delivers.',
  'Flash sales': 'Limited quantities at a special price.',
  Orders: 'Checkout, and what follows it.',
  Accounts: 'Registration, sessions and personal data.',
  'Back office': 'For staff: catalog, prices, stock, orders, reports.',
  Payments: 'Callbacks of payment providers.',
  Operations: 'Health, metrics, jobs and documentation.',
}

/** What every endpoint may return when the shop is overloaded or a part of it fails. */
const unavailableCodes: readonly ProblemCode[] = ['temporarily_unavailable', 'overloaded']

/** The OpenAPI 3.1 document of the endpoints, from the very data that they run on: by area, then in their order. */
export function describeApi(endpoints: readonly EndpointDefinition[]) {
  const names = [...new Set([...Object.keys(areas), ...endpoints.map(({ area }) => area).sort()])]
  const definitions = names.flatMap((name) => endpoints.filter(({ area }) => area === name))
  const paths: ZodOpenApiPathsObject = {}
  for (const definition of definitions) {
    const path = documentedPath(definition.route)
    const operation = describeOperation(definition, endpoints)
    paths[path] = { ...paths[path], [definition.method.toLowerCase()]: operation }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Larder',
      version: packageJson.version,
      description:
        'The backend of an online supermarket. Money is in minor units, quantity in pieces or grams, times in UTC. ' +
        'Errors are problem documents (RFC 9457) with a stable `code`. ' +
        'A query parameter that an operation does not list is refused with 422 `invalid_request`.',
      license: { name: packageJson.license, identifier: packageJson.license },
    },
    servers: [{ url: '/' }],
    // Operations that require a token say so themselves.
    security: [],
    tags: [...new Set(definitions.map(({ area }) => area))].map((name) => ({
      name,
      description: areas[name] ?? `${name}.`,
    })),
    paths,
    components: {
      headers: responseHeaders,
      responses: {
        Unavailable: problemResponse(codeList(unavailableCodes), ['X-Request-Id', 'Retry-After']),
        Problem: problemResponse('Any other problem: a wrong method, an oversized header, a fault of the server.', [
          'X-Request-Id',
        ]),
      },
      securitySchemes: {
        cron: { type: 'http', scheme: 'bearer', description: 'CRON_SECRET' },
        account: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The accessToken of a sign-in.' },
      },
    },
  })
}

/** Linters reject a final slash. Every path of the shop is found with and without it. */
export const documentedPath = (route: string): string => route.replace(/(.)\/$/, '$1')

function describeOperation(
  definition: EndpointDefinition,
  endpoints: readonly EndpointDefinition[],
): ZodOpenApiOperationObject {
  const { answer } = definition
  const parameters = {
    ...(isObject(definition.path) ? { path: definition.path } : {}),
    ...(definition.query === undefined ? {} : { query: definition.query }),
    ...(isObject(definition.headers) ? { header: z.object(titleCase(definition.headers.shape)) } : {}),
  }
  const headers = (status: number) => headerReferences(headersOf(definition, status, endpoints))
  const mediaType = answer.mediaType ?? 'application/json'
  const content =
    answer.body === undefined && answer.mediaType === undefined
      ? {}
      : { content: { [mediaType]: { schema: answer.body ?? z.string() } } }
  return {
    operationId: definition.operation,
    tags: [definition.area],
    summary: definition.summary,
    ...describeSecurity(definition.access),
    requestParams: parameters,
    ...describeBody(definition),
    responses: {
      [`${answer.status}`]: { description: answer.description, headers: headers(answer.status), ...content },
      ...(definition.cacheControl === undefined
        ? {}
        : {
            '304': {
              description: 'Not modified: the current `ETag` was sent as `If-None-Match`.',
              headers: headers(304),
            },
          }),
      ...describeProblems(definition),
      ...(answer.unavailable === undefined
        ? {}
        : { '503': { description: answer.unavailable, headers: headerReferences(['X-Request-Id']), ...content } }),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

/** Names of headers as people write them. HTTP ignores the case. */
function titleCase(shape: z.ZodRawShape): z.ZodRawShape {
  const names = Object.entries(shape).map(([name, schema]) => [
    name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()),
    schema,
  ])
  return Object.fromEntries(names)
}

function describeBody({ body, rawBodyTypes }: EndpointDefinition) {
  const media = body === undefined ? (rawBodyTypes ?? []) : ['application/json']
  if (media.length === 0) return {}
  const content = Object.fromEntries(media.map((type) => [type, { schema: body ?? z.string() }]))
  return { requestBody: { required: body?.safeParse(undefined).success !== true, content } }
}

const nameOf = (access: Access) => (access === 'public' ? access : access.name)

function describeSecurity(access: Access) {
  if (access === 'public') return {}
  if (access.name === 'anyone') return { security: [{}, { account: [] }] }
  return { security: [access.name === 'cron' ? { cron: [] } : { account: [] }] }
}

const isObject = (schema: z.ZodType | undefined): schema is z.ZodObject => schema instanceof z.ZodObject

/** One response for each status, with the possible error codes. */
function describeProblems(definition: EndpointDefinition) {
  const codes: ProblemCode[] = [...definition.refusals]
  const checksInput = definition.path ?? definition.headers ?? definition.body
  if (definition.acceptsAnyQuery !== true || checksInput !== undefined) codes.push('invalid_request')
  if (definition.body !== undefined) codes.push('malformed_json', 'unsupported_media_type')
  if (definition.rawBodyTypes !== undefined) codes.push('unsupported_media_type')
  if (definition.method !== 'GET') codes.push('body_too_large')
  if (definition.access !== 'public') codes.push('unauthenticated')
  if (['staff', 'admin'].includes(nameOf(definition.access))) codes.push('forbidden')
  if (definition.rateLimits !== undefined) codes.push('rate_limited')
  const isAlwaysHandled = definition.area === 'Operations'
  const unavailable = codes.filter((code) => statusOf(code) === 503)
  if (!isAlwaysHandled && unavailable.length > 0) codes.push(...unavailableCodes)

  const byStatus = Map.groupBy(codes, statusOf)
  const described = [...byStatus].sort().map(([status, group]) => {
    return [`${status}`, problemResponse(codeList(group), headersOf(definition, status, []))]
  })
  const shared =
    isAlwaysHandled || unavailable.length > 0 ? {} : { '503': { $ref: '#/components/responses/Unavailable' } }
  return { ...Object.fromEntries(described), ...shared }
}

const codeList = (codes: readonly ProblemCode[]) => codes.map((code) => `\`${code}\``).join(', ')

const problemResponse = (description: string, headers: readonly ResponseHeader[]) => ({
  description,
  headers: headerReferences(headers),
  content: { 'application/problem+json': { schema: Problem } },
})
