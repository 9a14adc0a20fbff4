import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { manifest } from '../../../functions/_manifest.ts'
import { statusOf } from '../../../shared/platform/http/problem-codes.ts'
import { testDatabase } from '../../support/database.ts'
import { SECRET_KEY, shopOn } from '../../support/shop.ts'

const { database, env } = await testDatabase({ variables: { SECRET_KEY } })
const shop = shopOn(database, env)

const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string().min(5),
  tags: z.array(z.string()).length(1),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.enum(['path', 'query', 'header']) })).default([]),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
  requestBody: z.looseObject({ required: z.literal(true), content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(
    z.string().regex(/^[2-5]\d\d$/),
    z.looseObject({ description: z.string().min(3), content: z.record(z.string(), z.unknown()).optional() }),
  ),
})
const Document = z.looseObject({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({ title: z.literal('Larder'), version: z.string() }),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), Operation),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
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
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '')
  expect(references.length).toBeGreaterThan(10)
  expect([...new Set(references)].filter((name) => !(name in document.components.schemas))).toEqual([])
  expect(text.match(/"\$ref":/g)).toHaveLength(references.length)
})

test('it describes exactly the endpoints of the manifest', () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.sort()).toEqual(manifest.map(({ definition }) => `${definition.method} ${definition.route}`).sort())
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
        expect(operation?.responses[`${statusOf(code)}`]?.description, code).toContain(`\`${code}\``)
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
