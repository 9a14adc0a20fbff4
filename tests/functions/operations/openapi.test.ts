import { createConfig, lintFromString } from '@redocly/openapi-core'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { manifest } from '../../../functions/_manifest.ts'
import { documentedPath } from '../../../scripts/openapi/describe-api.ts'
import { statusOf } from '../../../shared/platform/http/problem-codes.ts'
import { testDatabase } from '../../support/database.ts'
import { SECRET_KEY, shopOn } from '../../support/shop.ts'

const { database, env } = await testDatabase({ variables: { SECRET_KEY } })
const shop = shopOn(database, env)

const Answer = z.looseObject({
  description: z.string().min(3),
  headers: z.record(z.string(), z.object({ $ref: z.string() })),
  content: z.record(z.string(), z.unknown()).optional(),
})
const Reference = z.strictObject({ $ref: z.string().startsWith('#/components/responses/') })
const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string().min(5),
  tags: z.array(z.string()).length(1),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.enum(['path', 'query', 'header']) })).default([]),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
  requestBody: z.looseObject({ required: z.boolean(), content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(z.string().regex(/^([2-5]\d\d|default)$/), z.union([Reference, Answer])),
})
const Document = z.looseObject({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({ title: z.literal('Larder'), version: z.string() }),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), Operation),
  ),
  components: z.record(z.string(), z.record(z.string(), z.unknown())),
})
const { headers, status, text, body } = await shop.call('GET', '/openapi.json')
const document = Document.parse(body)
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))

test('200: JSON with a max-age', () => {
  expect(status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^application\/json/)
  expect(headers.get('cache-control')).toMatch(/max-age=\d+/)
})

test('every reference resolves', () => {
  const references = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([\w-]+)"/g)]
  expect(references.length).toBeGreaterThan(10)
  for (const [, kind = '', name = ''] of references) expect(document.components[kind], kind).toHaveProperty([name])
  expect(text.match(/"\$ref":/g)).toHaveLength(references.length)
})

test('the linter of Redocly has nothing to report with its recommended rules', async () => {
  const config = await createConfig({ extends: ['recommended'] })
  const lint = (source: string) => lintFromString({ source, absoluteRef: '/openapi.json', config })
  const described = (problems: Awaited<ReturnType<typeof lint>>) =>
    problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)
  expect(described(await lint(text))).toEqual([])
  // The linter works: it finds what is wrong in a document without security.
  const { security: _, ...insecure } = JSON.parse(text)
  expect(described(await lint(JSON.stringify(insecure)))).toContainEqual(expect.stringMatching(/^security-defined/))
})

const answersOf = (operationId: string, status: string) => {
  const described = operations.find((one) => one?.operationId === operationId)?.responses[status]
  if (described === undefined) throw new Error(`${operationId} has no ${status}`)
  const named = '$ref' in described ? Reference.safeParse(described).data?.$ref.split('/').at(-1) : undefined
  return Answer.parse(named === undefined ? described : document.components.responses?.[named])
}
const headersOf = (operationId: string, status: string) => Object.keys(answersOf(operationId, status).headers)

test('clients find the headers that they need: X-Request-Id everywhere, others where they are sent', () => {
  for (const operation of operations) {
    for (const status of Object.keys(operation?.responses ?? {})) {
      expect(headersOf(operation?.operationId ?? '', status)).toContain('X-Request-Id')
    }
  }
  expect(headersOf('place-order', '201')).toEqual(['X-Request-Id', 'Idempotent-Replayed', 'Location'])
  expect(headersOf('place-order', '429')).toContain('Retry-After')
  expect(headersOf('refund-order', '201')).toContain('Idempotent-Replayed')
  expect(headersOf('get-product', '200')).toContain('ETag')
  expect(headersOf('get-product', '304')).toContain('ETag')
  expect(headersOf('create-coupon', '201')).toContain('ETag')
  expect(headersOf('update-product', '200')).toContain('ETag')
  expect(headersOf('get-order', '401')).toContain('WWW-Authenticate')
})

test('429 is declared where requests are limited, 503 with Retry-After wherever load is shed', () => {
  for (const { definition } of manifest) {
    const { operation, rateLimits, area } = definition
    const responses = operations.find((one) => one?.operationId === operation)?.responses ?? {}
    expect('429' in responses, operation).toBe(rateLimits !== undefined)
    if (area !== 'Operations') expect(headersOf(operation, '503'), operation).toContain('Retry-After')
  }
})

test('the 503 of health has the document of health', () => {
  expect(answersOf('health', '503').content).toEqual(answersOf('health', '200').content)
})

test('it describes exactly the endpoints of the manifest', () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.sort()).toEqual(
    manifest.map(({ definition }) => `${definition.method} ${documentedPath(definition.route)}`).sort(),
  )
  expect(new Set(operations.map((operation) => operation?.operationId)).size).toBe(manifest.length)
})

describe.each(manifest.map(({ definition }) => [definition.operation, definition] as const))(
  '%s',
  (_name, definition) => {
    const operation = operations.find((one) => one?.operationId === definition.operation)

    test('has its summary and its response', () => {
      expect(operation).toMatchObject({ summary: definition.summary, tags: [definition.area] })
      expect(operation?.responses).toHaveProperty(`${definition.answer.status}`)
    })

    test('declares exactly the parameters of its path', () => {
      const wanted = [...definition.route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const declared = operation?.parameters.filter((parameter) => parameter.in === 'path')
      expect(declared?.map(({ name }) => name)).toEqual(wanted)
      for (const parameter of declared ?? []) expect(parameter).toMatchObject({ required: true })
    })

    test('lists each refusal code under its status', () => {
      for (const code of definition.refusals) {
        expect(answersOf(definition.operation, `${statusOf(code)}`).description, code).toContain(`\`${code}\``)
      }
    })

    test('declares a body if it reads one', () => {
      expect(operation?.requestBody === undefined).toBe((definition.body ?? definition.rawBodyTypes) === undefined)
    })
  },
)

test.each(['cron', 'account'])('operations that need the token of %s declare it', (scheme) => {
  const secured = operations.filter((operation) => operation?.security.some((one) => scheme in one))
  const guarded = manifest.filter(({ definition: { access } }) => {
    return access !== 'public' && (access.name === 'cron') === (scheme === 'cron')
  })
  expect(secured.map((one) => one?.operationId).sort()).toEqual(
    guarded.map(({ definition }) => definition.operation).sort(),
  )
  expect(guarded.length).toBeGreaterThan(0)
})
