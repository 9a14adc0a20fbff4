import { expect } from 'vitest'
import { manifest } from '../../functions/_manifest.ts'
import type { EndpointDefinition } from '../../shared/platform/http/definition.ts'
import { Problem } from '../../shared/platform/http/problem-schema.ts'
import type { Cast } from './scenario/context.ts'
import type { Teller } from './transcript.ts'

const exampleOf = (route: string) => route.replaceAll(/\{\w+\}/g, 'x')

/** A function knows its own path and method alone; the router of the container knows them all. */
export async function answersElsewhere({ tell }: Teller, { operation, method, route }: EndpointDefinition) {
  const elsewhere = await tell(operation, '/nothing/here')
  expect(Problem.parse(elsewhere.body)).toMatchObject({ code: 'not_found', requestId: 'of-the-runtimes-suite' })
  const other = await tell(operation, exampleOf(route), {}, method === 'PATCH' ? 'PUT' : 'PATCH')
  expect(Problem.parse(other.body).code).toBe('method_not_allowed')
  expect(other.headers.allow).toContain(method)
}

/** Nobody gets in there without a token. */
const CLOSED = new Set(['customer', 'staff', 'admin', 'cron'])

/** What is refused before the database is asked. */
export async function malformedRequests({ tell }: Teller, { staff: headers }: Cast): Promise<void> {
  for (const { definition } of manifest) {
    const { operation, route, access, body, rawBodyTypes } = definition
    const path = exampleOf(route)
    if (access !== 'public' && CLOSED.has(access.name)) await tell(operation, path)
    if (body === undefined && rawBodyTypes === undefined) continue
    await tell(operation, path, { headers, body: '{' })
    await tell(operation, path, { headers, body: { unknown: true } })
    await tell(operation, path, { headers: { ...headers, 'content-type': 'image/png' }, body: 'x' })
  }
}
