import { describe, expect, test } from 'vitest'
import { refusal } from '../../../shared/outcome.ts'
import { captureLog, toyEndpoint, toyRequest } from './toy-endpoint.ts'

const SECRET = 'the-cause-that-must-not-be-returned'

function loggingEnv() {
  const env = { LOG_LEVEL: 'info' }
  return { env, lines: captureLog(env) }
}

/** A toy endpoint whose handler throws the error. */
function failing(error: unknown) {
  return toyEndpoint({ work: () => Promise.reject(error) })
}

function coded(code: string, message = SECRET) {
  return Object.assign(new Error(message), { code })
}

describe('500', () => {
  test.each([
    ['an error', new Error(SECRET)],
    ['an error with a cause', new Error('outer', { cause: new Error(SECRET) })],
    ['a text', SECRET],
    ['nothing', undefined],
    ['a refusal that the operation does not declare', coded('LD001', 'coupon_used_up')],
    ['a constraint', coded('23514')],
  ])('%s in the handler: internal_error without the cause', async (_what, error) => {
    const { env, lines } = loggingEnv()
    const response = await failing(error).fetch(toyRequest({ headers: { 'x-request-id': 'mine-12345' } }), env)
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(JSON.parse(text)).toMatchObject({ code: 'internal_error', requestId: 'mine-12345' })
    expect(text).not.toMatch(/the-cause|stack|outer|\.ts/)
    const errors = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error')
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({ request_id: 'mine-12345', operation: 'make-toy', msg: 'request failed' })
  })

  test('the log contains the cause', async () => {
    const { env, lines } = loggingEnv()
    await failing(new Error(SECRET)).fetch(toyRequest(), env)
    expect(lines.join('')).toContain(SECRET)
  })
})

describe('503 with Retry-After', () => {
  test.each(['08006', '53300', '57P01', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EPIPE'])(
    'when the database is unavailable: %s',
    async (code) => {
      const { env } = loggingEnv()
      for (const error of [coded(code), new Error('wrapped', { cause: coded(code) })]) {
        const response = await failing(error).fetch(toyRequest(), env)
        expect(response.status).toBe(503)
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
        const text = await response.text()
        expect(JSON.parse(text)).toMatchObject({ code: 'temporarily_unavailable' })
        expect(text).not.toContain(SECRET)
      }
    },
  )
})

describe('a refusal', () => {
  test('is a problem with its status and facts', async () => {
    const toy = toyEndpoint({ work: async () => refusal('product_not_found', { sku: 'T-1' }, 'No such toy.') })
    const response = await toy.fetch(toyRequest(), { LOG_LEVEL: 'silent' })
    expect(response.status).toBe(404)
    const expected = { code: 'product_not_found', detail: 'No such toy.', sku: 'T-1', title: 'Product not found' }
    expect(await response.json()).toMatchObject({ ...expected, type: '/docs#problem-product_not_found' })
  })

  test('is not logged as an error', async () => {
    const { env, lines } = loggingEnv()
    await toyEndpoint({ work: async () => refusal('product_not_found', {}, 'No such toy.') }).fetch(toyRequest(), env)
    expect(lines.map((line) => JSON.parse(line).level)).toEqual(['info'])
  })
})

describe('deferred work', () => {
  test('is passed to waitUntil, and the response does not wait for it', async () => {
    let release = () => {}
    const work = new Promise<void>((resolve) => {
      release = resolve
    })
    const waitedFor: Promise<unknown>[] = []
    const toy = toyEndpoint({
      work: async ({ defer }) => {
        defer(work)
        return undefined
      },
    })
    const response = await toy.fetch(
      toyRequest(),
      { LOG_LEVEL: 'silent' },
      { waitUntil: (one) => void waitedFor.push(one) },
    )
    expect(response.status).toBe(201)
    expect(waitedFor).toHaveLength(1)
    release()
    await waitedFor[0]
  })

  test.each([true, false])('is logged when it fails (with waitUntil: %s)', async (waits) => {
    const { env, lines } = loggingEnv()
    const toy = toyEndpoint({
      work: async ({ defer }) => {
        defer(Promise.reject(new Error(SECRET)))
        return undefined
      },
    })
    const waitedFor: Promise<unknown>[] = []
    const context = waits ? { waitUntil: (one: Promise<unknown>) => void waitedFor.push(one) } : {}
    const response = await toy.fetch(toyRequest({ headers: { 'x-request-id': 'mine-12345' } }), env, context)
    await Promise.all(waitedFor)
    expect(response.status).toBe(201)
    const error = lines.map((line) => JSON.parse(line)).find(({ level }) => level === 'error')
    expect(error).toMatchObject({ msg: 'deferred work failed', request_id: 'mine-12345', err: { message: SECRET } })
  })
})
