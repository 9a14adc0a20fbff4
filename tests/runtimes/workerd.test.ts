import { describe, expect, test } from 'vitest'
import { manifest } from '../../functions/_manifest.ts'
import { configurationOf } from '../../shared/configuration/configuration.ts'
import { assets } from '../../shared/http/assets.ts'
import { Problem } from '../../shared/http/problem-schema.ts'
import { signAccessToken } from '../../shared/identity/access-token.ts'
import { buildFunctions, startWorker } from '../support/edge-bundles.ts'

/**
 * Each function alone in workerd, as an edge platform runs it: it starts, and answers and refuses as it does in the
 * container. What needs a database is asked of it in workerd-database.test.ts.
 */
const bundles = await buildFunctions()
/** Of the key that development has, as these workers do. */
const caller = { customerId: 'cus_somebody', role: 'admin' } as const
const accessToken = await signAccessToken(configurationOf({}), caller)
const definitions = new Map(manifest.map(({ definition }) => [definition.operation, definition]))

test('every endpoint of the manifest is a function of its own, and every function is in the manifest', () => {
  const operations = bundles.map(({ name }) => name.split('/').at(-1))
  expect(new Set(operations)).toEqual(new Set(definitions.keys()))
})

const needsDatabase = (operation: string) => operation === 'health' || operation === 'metrics'

describe.each(bundles)('$name in workerd', (bundle) => {
  const definition = definitions.get(bundle.name.split('/').at(-1) ?? '')
  const path = (definition?.route ?? '').replaceAll(/\{\w+\}/g, 'x')

  test('answers its own route, and problems on all else', async () => {
    const origin = await startWorker(bundle, {})
    const elsewhere = await fetch(`${origin}/nothing/here`, { headers: { 'x-request-id': 'from-the-test' } })
    expect(elsewhere.status).toBe(404)
    expect(elsewhere.headers.get('x-request-id')).toBe('from-the-test')
    expect(Problem.parse(await elsewhere.json())).toMatchObject({ code: 'not_found', requestId: 'from-the-test' })

    const otherMethod = await fetch(origin + path, { method: definition?.method === 'PATCH' ? 'PUT' : 'PATCH' })
    expect(otherMethod.status).toBe(405)
    expect(otherMethod.headers.get('allow')).toContain(definition?.method)

    if (definition?.body !== undefined) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` }
      const malformed = await fetch(origin + path, { method: definition.method, headers, body: '{' })
      expect(Problem.parse(await malformed.json()).code).toBe('malformed_json')
    }
    if (definition?.area === 'Operations' && definition.method === 'GET' && !needsDatabase(definition.operation)) {
      const [asset] = await assets()
      const answer = await fetch(origin + path.replace('/x', `/${asset?.file}`))
      expect(answer.status).toBe(200)
      expect((await answer.text()).length).toBeGreaterThan(definition.operation === 'liveness' ? 10 : 1000)
    }
  })
})
