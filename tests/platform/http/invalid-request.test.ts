import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { toyEndpoint, toyRequest } from './toy-endpoint.ts'

const env = { LOG_LEVEL: 'silent' }
const Refused = z.object({ code: z.string(), errors: z.array(z.object({ path: z.string(), message: z.string() })) })

async function refused(init: Parameters<typeof toyRequest>[0]) {
  let handled = false
  const toy = toyEndpoint({
    work: async () => {
      handled = true
      return undefined
    },
  })
  const response = await toy.fetch(toyRequest(init), env)
  const text = await response.text()
  expect(response.status, text).toBe(422)
  expect(handled).toBe(false)
  const { code, errors } = Refused.parse(JSON.parse(text))
  expect(code).toBe('invalid_request')
  return errors.map(({ path }) => path)
}

test('the errors of all parts are returned at once', async () => {
  const paths = await refused({
    path: '/toys/much-too-long-an-identifier?colour=green',
    headers: { 'x-size': '12' },
    body: JSON.stringify({ name: 7, tags: ['ok', 1, null] }),
  })
  expect(paths.sort()).toEqual(['header.x-size', 'name', 'path.toyId', 'query.colour', 'tags.1', 'tags.2'])
})

test.each([
  ['null', 'null'],
  ['a list', '[]'],
  ['text', '"name"'],
  ['a number', '7'],
])('a body that is %s instead of an object', async (_what, body) => {
  expect(await refused({ body })).toEqual([''])
})

const NUL = '\\u0000'
const HALF = '\\ud83d'
describe.each([
  ['NUL', NUL],
  ['half a surrogate pair', HALF],
])('%s is refused', (_what, escaped) => {
  test.each([
    ['in a field', `{"name":"a${escaped}"}`, 'name'],
    ['in an unknown field', `{"name":"Bear","more":"${escaped}"}`, 'more'],
    ['in a list', `{"name":"Bear","more":["a",{"b":"${escaped}"}]}`, 'more.1.b'],
  ])('%s', async (_where, body, path) => {
    const named = await refused({ body })
    expect(named.map((one) => one.replace(/^body\./, ''))).toEqual([path])
  })

  test('in a key', async () => {
    const paths = await refused({ body: `{"name":"Bear","a${escaped}":1}` })
    expect(paths).toHaveLength(1)
  })

  test('in a nested key', async () => {
    expect(await refused({ body: `{"name":"Bear","more":[{"a${escaped}":{}}]}` })).toHaveLength(1)
  })
})

describe('NUL is refused, percent-encoded', () => {
  test('in the path', async () => {
    expect(await refused({ path: '/toys/a%00' })).toEqual(['path.toyId'])
  })

  test('in the query, in values and in names', async () => {
    expect(await refused({ path: '/toys/a?colour=%00' })).toEqual(['query.colour'])
    expect(await refused({ path: '/toys/a?m%00=1' })).toHaveLength(1)
  })
})

test('an error in the body has the same path for every kind of error', async () => {
  expect(await refused({ body: '{"name":7}' })).toEqual(await refused({ body: '{"name":"\\u0000"}' }))
})

test('201 for a whole surrogate pair', async () => {
  const response = await toyEndpoint().fetch(toyRequest({ body: '{"name":"\\ud83d\\ude00"}' }), env)
  expect(await response.json()).toMatchObject({ name: '😀' })
})

test.each(['%zz', '%', 'a%2', '%ed%a0%80', '%c0%af', '%ff'])(
  '404 for an invalid percent-encoding: %s',
  async (part) => {
    const response = await toyEndpoint().fetch(toyRequest({ path: `/toys/${part}` }), env)
    expect(response.status).toBe(404)
  },
)

test('a deeply nested body is never a 5xx', async () => {
  for (const depth of [100, 400]) {
    const body = `{"name":"Bear","more":${'['.repeat(depth)}${']'.repeat(depth)}}`
    expect((await toyEndpoint().fetch(toyRequest({ body }), env)).status).toBe(201)
  }
})

test('names of Object.prototype are ordinary names', async () => {
  const body = '{"name":"Bear","__proto__":{"name":7},"constructor":1,"toString":2}'
  const response = await toyEndpoint().fetch(toyRequest({ body }), env)
  expect(await response.json()).toEqual({ toyId: 't1', colour: 'red', size: 1, name: 'Bear' })
})
