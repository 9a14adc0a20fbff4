import { describe, expect, test } from 'vitest'
import { router } from '../../../functions/_router.ts'
import { bareEndpoint, toyEndpoint, toyRequest } from './toy-endpoint.ts'

const development = { LOG_LEVEL: 'silent', ALLOWED_HOSTS: 'shop.example' }
const production = {
  ...development,
  DEBUG: 'False',
  SECRET_KEY: 'kX9v2mQ7pL4wT8zB6nR1cY5hJ3dF0gSa',
  JWT_SECRET_KEY: 'Zr4uW7yBqE2tH9kN5sV8xA1cF6jM3pGd',
  DATABASE_URL: 'memory:',
  REDIS_URL: 'memory:',
  PAYMENT_PROVIDER: 'sandbox',
}
const requestTo = (path: string, init?: RequestInit) => new Request(`http://shop.example${path}`, init)

const answers: [what: string, answer: (env: Record<string, string>) => Promise<Response>][] = [
  ['a response', (env) => bareEndpoint().fetch(requestTo('/toys'), env)],
  [
    'a problem',
    (env) => toyEndpoint().fetch(new Request(toyRequest({ body: '{' }), {}), { ...env, ALLOWED_HOSTS: 'shop.example' }),
  ],
  ['an unknown path', (env) => router(env).fetch(requestTo('/nothing'), env)],
  ['another host', (env) => router(env).fetch(new Request('http://evil.example/docs'), env)],
  ['a page', (env) => router(env).fetch(requestTo('/docs'), env)],
  ['a HEAD request', (env) => router(env).fetch(requestTo('/docs', { method: 'HEAD' }), env)],
]

describe.each(answers)('%s', (_what, answer) => {
  test('may not be framed, sniffed or embedded', async () => {
    const { headers } = await answer(development)
    const policy = headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe-|\*|https?:/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })

  test('has Strict-Transport-Security with DEBUG=False only', async () => {
    expect((await answer(development)).headers.get('strict-transport-security')).toBeNull()
    const strict = (await answer(production)).headers.get('strict-transport-security')
    expect(Number(/max-age=(\d+)/.exec(strict ?? '')?.[1])).toBeGreaterThanOrEqual(31_536_000)
  })
})
