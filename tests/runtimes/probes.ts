import { expect } from 'vitest'
import { manifest } from '../../functions/_manifest.ts'
import type { EndpointDefinition } from '../../shared/platform/http/definition.ts'
import { Problem } from '../../shared/platform/http/problem-schema.ts'
import type { ScenarioContext } from './scenario/context.ts'
import type { Recorder } from './transcript.ts'

const exampleOf = (route: string) => route.replaceAll(/\{\w+\}/g, 'x')

/** A function serves only its own path and method; the container's router serves all. */
export async function expectProblemsElsewhere({ send }: Recorder, { operation, method, route }: EndpointDefinition) {
  const elsewhere = await send(operation, '/nothing/here')
  expect(Problem.parse(elsewhere.body)).toMatchObject({ code: 'not_found', requestId: 'runtimes-suite' })
  const other = await send(operation, exampleOf(route), {}, method === 'PATCH' ? 'PUT' : 'PATCH')
  expect(Problem.parse(other.body).code).toBe('method_not_allowed')
  expect(other.headers.allow).toContain(method)
}

/** Access levels that require a token. */
const PROTECTED = new Set(['customer', 'staff', 'admin', 'cron'])

/** Requests that are refused before any query. */
export async function sendMalformedRequests({ send }: Recorder, { staff: headers }: ScenarioContext): Promise<void> {
  for (const { definition } of manifest) {
    const { operation, route, access, body, rawBodyTypes } = definition
    const path = exampleOf(route)
    if (access !== 'public' && PROTECTED.has(access.name)) await send(operation, path)
    if (body === undefined && rawBodyTypes === undefined) continue
    await send(operation, path, { headers, body: '{' })
    await send(operation, path, { headers, body: { unknown: true } })
    await send(operation, path, { headers: { ...headers, 'content-type': 'image/png' }, body: 'x' })
  }
}
