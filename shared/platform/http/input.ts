import type * as z from 'zod'
import { unstorableText } from '../db/storable-text.ts'
import { readBody } from './body.ts'
import type { EndpointDefinition } from './definition.ts'
import type { Fault } from './problem.ts'
import type { ProblemCode } from './problem-codes.ts'

/** Why a request was not understood. */
export interface Rejection {
  code: ProblemCode
  detail: string
  errors?: Fault[]
}

interface RawInput {
  path: Record<string, string>
  query: Record<string, string>
  headers: Record<string, string>
  body: unknown
}

const JSON_MEDIA_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i
const strictText = new TextDecoder('utf-8', { fatal: true })

/** Reads and checks all that a request carries; every fault of all its parts is told at once. */
export async function parseInput(
  definition: EndpointDefinition,
  request: Request,
  path: Record<string, string>,
  query: URLSearchParams,
) {
  const read = await readBody(request, definition.bodyLimitBytes)
  if (read === null) return reject('body_too_large', `The body may have at most ${definition.bodyLimitBytes} bytes.`)
  const body = parseBody(definition, request, read)
  if ('code' in body) return body

  const raw: RawInput = {
    path,
    query: Object.fromEntries(query),
    // To list them is dear, and few endpoints ask for any.
    headers: definition.headers === undefined ? {} : Object.fromEntries(request.headers),
    body: body.value,
  }
  const faults: Fault[] = []
  const input = {
    path: part(definition.path, raw.path, 'path.', faults),
    query: part(definition.query, raw.query, 'query.', faults),
    headers: part(definition.headers, raw.headers, 'header.', faults),
    body: part(definition.body, raw.body, '', faults),
    rawBody: read,
  }
  for (const [prefix, sent] of [
    ['path.', raw.path],
    ['query.', raw.query],
    ['', raw.body],
  ] as const) {
    const path = unstorableText(sent)
    if (path !== null)
      faults.push({ path: prefix + path, message: 'contains a NUL character or half a surrogate pair' })
  }
  if (faults.length > 0)
    return { ...reject('invalid_request', 'The request has faults, listed in errors.'), errors: faults }
  return input
}

function parseBody({ body, rawBodyTypes }: EndpointDefinition, request: Request, bytes: Uint8Array) {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (rawBodyTypes !== undefined && !rawBodyTypes.includes(mediaType)) {
    return reject('unsupported_media_type', `Send the body as ${rawBodyTypes.join(' or ')}.`)
  }
  return body === undefined ? { value: undefined } : parseJson(request, bytes)
}

function parseJson(request: Request, bytes: Uint8Array): { value: unknown } | Rejection {
  if (!JSON_MEDIA_TYPE.test(request.headers.get('content-type') ?? '')) {
    return reject('unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.')
  }
  try {
    return { value: JSON.parse(strictText.decode(bytes)) }
  } catch {
    return reject('malformed_json', 'The body is not JSON in UTF-8.')
  }
}

function part(schema: z.ZodType | undefined, value: unknown, prefix: string, faults: Fault[]): unknown {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(value, { error: missing })
  if (parsed.success) return parsed.data
  faults.push(
    ...parsed.error.issues.map((issue) => ({ path: prefix + issue.path.join('.'), message: messageOf(issue) })),
  )
  return undefined
}

/** What is not there at all is not of a wrong type; a schema's own message goes first. */
const missing: z.core.$ZodErrorMap = ({ code, input }) =>
  input === undefined && code !== 'custom' ? 'is required' : undefined

/** Of a key that is wrong, what is wrong with it. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  (issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined) ?? issue.message

const reject = (code: ProblemCode, detail: string): Rejection => ({ code, detail })
