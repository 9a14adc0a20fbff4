import * as z from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import packageJson from '../../package.json' with { type: 'json' }
import type { Access } from '../../shared/platform/http/access/admission.ts'
import type { EndpointDefinition } from '../../shared/platform/http/definition.ts'
import { type ProblemCode, statusOf } from '../../shared/platform/http/problem-codes.ts'
import { Problem } from '../../shared/platform/http/problem-schema.ts'

/** What a shopper does comes first. Other areas follow, by name. */
const areas = [
  ...['Catalog', 'Carts', 'Delivery', 'Flash sales', 'Orders', 'Accounts'],
  ...['Back office', 'Payments', 'Operations'],
]

/** The OpenAPI 3.1 document of the endpoints, from the very data that they run on: by area, then in their order. */
export function describeApi(endpoints: readonly EndpointDefinition[]) {
  const names = [...new Set([...areas, ...endpoints.map(({ area }) => area).sort()])]
  const definitions = names.flatMap((name) => endpoints.filter(({ area }) => area === name))
  const paths: ZodOpenApiPathsObject = {}
  for (const definition of definitions) {
    const path = { ...paths[definition.route], [definition.method.toLowerCase()]: describeOperation(definition) }
    paths[definition.route] = path
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
    },
    servers: [{ url: '/' }],
    tags: [...new Set(definitions.map(({ area }) => area))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        cron: { type: 'http', scheme: 'bearer', description: 'CRON_SECRET' },
        account: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The accessToken of a sign-in.' },
      },
    },
  })
}

function describeOperation(definition: EndpointDefinition): ZodOpenApiOperationObject {
  const { answer } = definition
  const parameters = {
    ...(isObject(definition.path) ? { path: definition.path } : {}),
    ...(definition.query === undefined ? {} : { query: definition.query }),
    ...(isObject(definition.headers) ? { header: definition.headers } : {}),
  }
  return {
    operationId: definition.operation,
    tags: [definition.area],
    summary: definition.summary,
    ...describeSecurity(definition.access),
    requestParams: parameters,
    ...describeBody(definition),
    responses: {
      [`${answer.status}`]: {
        description: answer.description,
        ...(answer.body === undefined && answer.mediaType === undefined
          ? {}
          : { content: { [answer.mediaType ?? 'application/json']: { schema: answer.body ?? z.string() } } }),
      },
      ...(definition.cacheControl === undefined
        ? {}
        : { '304': { description: 'Not modified: the current `ETag` was sent as `If-None-Match`.' } }),
      ...describeProblems(definition),
    },
  }
}

function describeBody({ body, rawBodyTypes }: EndpointDefinition) {
  const media = body === undefined ? (rawBodyTypes ?? []) : ['application/json']
  if (media.length === 0) return {}
  const content = Object.fromEntries(media.map((type) => [type, { schema: body ?? z.string() }]))
  return { requestBody: { required: true, content } }
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

  const byStatus = Map.groupBy(codes, statusOf)
  return Object.fromEntries(
    [...byStatus].sort().map(([status, group]) => [
      `${status}`,
      {
        description: group.map((code) => `\`${code}\``).join(', '),
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  )
}
