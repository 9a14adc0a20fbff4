import type * as z from 'zod'
import { findUnstorableText } from '../db/storable-text.ts'
import { plainIssue } from '../plain-issue.ts'
import { readBody } from './body.ts'
import type { EndpointDefinition } from './definition.ts'
import type { Fault } from './problem.ts'
import type { ProblemCode } from './problem-codes.ts'
import { readQuery } from './query.ts'

/** Why a request is invalid. */
export interface Rejection {
  code: ProblemCode
  detail: string
  errors?: Fault[]
}

interface RawInput {
  path: Record<string, string>
  query: Record<string, string | string[]>
  headers: Record<string, string>
  body: unknown
}

const JSON_MEDIA_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i
const strictText = new TextDecoder('utf-8', { fatal: true })

/** Reads and validates all parts of a request, and returns all errors at once. */
export async function parseInput(
  definition: EndpointDefinition,
  request: Request,
  path: Record<string, string>,
  search: string,
) {
  // Only the connection can fail here: the client has left, or sends too slowly.
  const read = await readBody(request, definition.bodyLimitBytes).catch(() => undefined)
  if (read === undefined)
    return reject('request_aborted', 'The connection ended before the body was complete. Send it again.')
  if (read === null) return reject('body_too_large', `The body may have at most ${definition.bodyLimitBytes} bytes.`)
  const body = parseBody(definition, request, read)
  if ('code' in body) return body

  const faults: Fault[] = []
  const raw: RawInput = {
    path,
    query: definition.acceptsAnyQuery === true ? {} : readQuery(search, definition.query, faults),
    // Copied only if needed: copying headers is slow, and few endpoints use them.
    headers: definition.headers === undefined ? {} : Object.fromEntries(request.headers),
    body: body.value,
  }
  const input = {
    path: part(definition.path, raw.path, 'path.', faults),
    query: part(definition.query, raw.query, 'query.', faults),
    headers: part(definition.headers, raw.headers, 'header.', faults),
    body: part(definition.body, raw.body, '', faults),
    rawBody: read,
  }
  for (const [prefix, sent] of [
    ['path.', raw.path],
    ['', raw.body],
  ] as const) {
    const path = findUnstorableText(sent)
    if (path !== null)
      faults.push({ path: prefix + path, message: 'contains a NUL character or half a surrogate pair' })
  }
  if (faults.length > 0)
    return {
      ...reject('invalid_request', 'The request is invalid. Correct the values listed in errors.'),
      errors: faults,
    }
  return input
}

function parseBody({ body, rawBodyTypes }: EndpointDefinition, request: Request, bytes: Uint8Array) {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (rawBodyTypes !== undefined && !rawBodyTypes.includes(mediaType)) {
    return reject('unsupported_media_type', `Send the body as ${rawBodyTypes.join(' or ')}.`)
  }
  // A body may be left out if its schema has a default.
  const isLeftOut = bytes.length === 0 && body?.safeParse(undefined).success === true
  return body === undefined || isLeftOut ? { value: undefined } : parseJson(request, bytes)
}

function parseJson(request: Request, bytes: Uint8Array): { value: unknown } | Rejection {
  if (!JSON_MEDIA_TYPE.test(request.headers.get('content-type') ?? '')) {
    return reject('unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.')
  }
  try {
    return { value: JSON.parse(strictText.decode(bytes)) }
  } catch {
    return reject('malformed_json', 'The body is not valid JSON in UTF-8.')
  }
}

function part(schema: z.ZodType | undefined, value: unknown, prefix: string, faults: Fault[]): unknown {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(value, { error: plainIssue })
  if (parsed.success) return parsed.data
  const found = parsed.error.issues.map((issue) => ({ path: prefix + issue.path.join('.'), message: messageOf(issue) }))
  // A parameter that readQuery refused is not also missing.
  const reported = new Set(faults.map((fault) => fault.path))
  faults.push(...found.filter((fault) => !reported.has(fault.path)))
  return undefined
}

/** For an invalid key, the reason why the key is invalid. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  (issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined) ?? issue.message

const reject = (code: ProblemCode, detail: string): Rejection => ({ code, detail })
