import { describe, expect, test } from 'vitest'
import { cron } from '../../../shared/platform/http/access/cron.ts'
import { bareEndpoint, captureLog, toyEndpoint, toyRequest } from './toy-endpoint.ts'

function loggingEnv(variables: Record<string, string> = {}) {
  const env = { LOG_LEVEL: 'info', ...variables }
  return { env, lines: captureLog(env) }
}

describe('the line of a request', () => {
  test('is one line of JSON with request id, operation, status and duration', async () => {
    const { env, lines } = loggingEnv()
    await toyEndpoint().fetch(toyRequest({ headers: { 'x-request-id': 'mine-12345' } }), env)
    expect(lines).toHaveLength(1)
    expect(lines[0]?.trimEnd()).not.toContain('\n')
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      request_id: 'mine-12345',
      operation: 'make-toy',
      method: 'POST',
      route: '/toys/{toyId}',
      status: 201,
      milliseconds: expect.any(Number),
      msg: 'request',
    })
  })

  test.each([
    ['400', toyRequest({ body: '{' })],
    ['404', toyRequest({ path: '/toys/%zz' })],
    ['405', new Request('http://shop.example/toys/t1')],
    ['415', toyRequest({ headers: { 'content-type': 'text/plain' } })],
    ['422', toyRequest({ body: '{}' })],
  ])('%s is logged with its status', async (status, request) => {
    const { env, lines } = loggingEnv()
    await toyEndpoint().fetch(request, env)
    expect(lines.map((line) => JSON.parse(line).status)).toEqual([Number(status)])
  })

  test('contains nothing that the caller sent', async () => {
    const { env, lines } = loggingEnv({ CRON_SECRET: 'sixteen-letters-x' })
    const sent = 'sent-by-a-shopper'
    const headers = { authorization: `Bearer ${sent}`, cookie: sent, 'user-agent': sent, referer: `http://x/${sent}` }
    await toyEndpoint().fetch(
      toyRequest({ path: `/toys/${sent}?colour=blue&more=${sent}`, body: `{"name":"Bear","more":"${sent}"}`, headers }),
      env,
    )
    await bareEndpoint('POST', cron).fetch(new Request('http://shop.example/toys', { method: 'POST', headers }), env)
    expect(lines).toHaveLength(2)
    expect(lines.join('')).not.toContain(sent)
  })

  test('lines of a handler have the same request id', async () => {
    const { env, lines } = loggingEnv()
    const toy = toyEndpoint({
      work: async ({ log }) => {
        log.info({ toy: 1 }, 'made')
        return undefined
      },
    })
    await toy.fetch(toyRequest({ headers: { 'x-request-id': 'mine-12345' } }), env)
    expect(lines.map((line) => JSON.parse(line).request_id)).toEqual(['mine-12345', 'mine-12345'])
  })

  test('a line break in an error does not split the line', async () => {
    const { env, lines } = loggingEnv()
    await toyEndpoint({ work: () => Promise.reject(new Error('one\ntwo "three"')) }).fetch(toyRequest(), env)
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
    expect(lines.every((line) => line.trimEnd().split('\n').length === 1)).toBe(true)
  })
})
