import { expect } from 'vitest'
import { manifest } from '../../../functions/_manifest.ts'
import { headersOf, responseHeaderNames } from '../../../scripts/openapi/response-headers.ts'
import type { EndpointDefinition } from '../../../shared/platform/http/definition.ts'
import { compilePath } from '../../../shared/platform/http/path.ts'
import { problems } from '../../../shared/platform/http/problem-codes.ts'
import { Problem } from '../../../shared/platform/http/problem-schema.ts'
import { refusals } from '../../../shared/refusals.ts'

/** A response with its parsed JSON. */
export interface Answer {
  status: number
  headers: Headers
  text: string
  body: unknown
}

export interface Expectations {
  /** The test provokes a 5xx. */
  outage?: boolean
}

const transportCodes = Object.keys(problems).filter((code) => !Object.hasOwn(refusals, code))
/** A time with an offset, as Postgres formats it. Times of the API must end in Z. */
const TIME_NOT_IN_UTC = /"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d(:\d\d)*"/
const REQUEST_ID = /^[A-Za-z0-9._-]{8,128}$/

/** Reads a response and fails the test unless it matches the contract: headers, response schema, documented problem. */
export async function checkedAnswer(request: Request, response: Response, expectations: Expectations = {}) {
  const text = await response.text()
  const json = /\bjson\b/.test(response.headers.get('content-type') ?? '') && text !== ''
  const answer: Answer = {
    status: response.status,
    headers: response.headers,
    text,
    body: json ? JSON.parse(text) : undefined,
  }
  const where = `${request.method} ${request.url} → ${answer.status} ${text.slice(0, 500)}`
  expect(answer.headers.get('x-request-id'), where).toMatch(REQUEST_ID)
  if (expectations.outage !== true) expect(answer.status, where).toBeLessThan(500)
  if (json) expect(text, where).not.toMatch(TIME_NOT_IN_UTC)
  const definition = definitionFor(request)
  if (request.method !== 'HEAD' && request.method !== 'OPTIONS') checkBody(definition, answer, where)
  if (definition !== undefined) checkHeaders(definition, answer, where)
  return answer
}

function definitionFor(request: Request): EndpointDefinition | undefined {
  const { pathname } = new URL(request.url)
  return manifest.find(({ definition }) => {
    return definition.method === request.method && compilePath(definition.route)(pathname) !== null
  })?.definition
}

function checkBody(definition: EndpointDefinition | undefined, answer: Answer, where: string): void {
  const described = definition?.answer.body
  if (definition?.operation === 'health' && answer.status !== 422) {
    // Health has the same schema with 503: a load balancer reads the status, people read the body.
    expect(described?.parse(answer.body), where).toEqual(answer.body)
  } else if (answer.status === 304) {
    expect([definition?.cacheControl, answer.text], where).toEqual([expect.any(String), ''])
  } else if (answer.status >= 400) {
    checkProblem(definition, answer, where)
  } else {
    expect(answer.status, where).toBe(definition?.answer.status)
    // Equal to the parsed value: no field is missing, and none is undocumented.
    if (described !== undefined) expect(described.parse(answer.body), where).toEqual(answer.body)
  }
}

const endpoints = manifest.map(({ definition }) => definition)

/** A header that clients need is declared for this operation and status, and a declared one is there. */
function checkHeaders(definition: EndpointDefinition, { status, headers }: Answer, where: string): void {
  const declared = headersOf(definition, status, endpoints)
  const sent = responseHeaderNames.filter((name) => headers.has(name))
  expect(
    sent.filter((name) => !declared.includes(name)),
    `${where}: the operation does not declare these headers`,
  ).toEqual([])
  const required = declared.filter((name) => name !== 'Idempotent-Replayed')
  expect(
    required.filter((name) => !sent.includes(name)),
    `${where}: declared headers are missing`,
  ).toEqual([])
}

function roleCodes(definition: EndpointDefinition | undefined) {
  const access = definition?.access ?? 'public'
  return access !== 'public' && (access.name === 'staff' || access.name === 'admin') ? ['forbidden'] : []
}

function checkProblem(definition: EndpointDefinition | undefined, answer: Answer, where: string): void {
  expect(answer.headers.get('content-type'), where).toBe('application/problem+json')
  const problem = Problem.parse(answer.body)
  expect(problem, where).toMatchObject({
    type: `/docs#problem-${problem.code}`,
    status: answer.status,
    requestId: answer.headers.get('x-request-id'),
    code: expect.stringMatching(/^[a-z]+(_[a-z]+)*$/),
    title: expect.stringMatching(/\w/),
    detail: expect.stringMatching(/\w/),
  })
  const documented = [...(definition?.refusals ?? []), ...transportCodes, 'unauthenticated', ...roleCodes(definition)]
  expect(documented, `${where}: the operation does not declare this code`).toContain(problem.code)
}
