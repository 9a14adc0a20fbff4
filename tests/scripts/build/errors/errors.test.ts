import { describe, expect, test, vi } from 'vitest'
import { installRuntimes } from '../../../../scripts/test/install-runtimes.ts'
import { envelopeEndpoint } from '../../../platform/observability/envelope-endpoint.ts'
import { naiveWorker, platforms } from './deploy-failing.ts'

/** Part of the request, and must not be part of a report. */
const secret = crypto.randomUUID()
const isInstalled = await installRuntimes()
const polling = { timeout: 30_000, interval: 100 }

async function call(origin: string, when: 'now' | 'later'): Promise<number> {
  const response = await fetch(`${origin}/fail/${when}?colour=${secret}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': `failing-${when}`, cookie: secret },
    body: JSON.stringify({ secret }),
  })
  await response.arrayBuffer()
  return response.status
}

const errorLines = (lines: readonly string[]) =>
  lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter(({ level }) => level === 'error')

describe.runIf(isInstalled).each(Object.entries(platforms))('%s', (name, deploy) => {
  test('reports errors to Sentry, also those after the response, without data of the request', async () => {
    const { dsn, items, bodies } = await envelopeEndpoint()
    const sentry = { SENTRY_DSN: dsn, SENTRY_RELEASE: 'larder@1.2.3', LOG_LEVEL: 'error' }
    const { origin, lines } = await deploy(sentry)
    expect(await call(origin, 'now')).toBe(500)
    await vi.waitFor(() => expect(items).toHaveLength(1), polling)
    expect(await call(origin, 'later')).toBe(200)
    await vi.waitFor(() => expect(items).toHaveLength(2), polling)

    const event = (type: string, value: string, id: string) => ({
      type: 'event',
      payload: expect.objectContaining({
        release: 'larder@1.2.3',
        environment: 'production',
        tags: { request_id: id, operation: 'fail' },
        exception: { values: [expect.objectContaining({ type, value })] },
      }),
    })
    const [now, later] = items
    expect(now).toEqual(event('TypeError', 'a bug of ours', 'failing-now'))
    expect(later).toEqual(event('RangeError', 'a bug later', 'failing-later'))
    expect(JSON.stringify(now)).toMatch(/"stacktrace":\{"frames":\[\{.*"lineno":\d+/)
    expect(bodies.join()).not.toContain(secret)
    if (name === 'vercel') return
    expect(errorLines(lines).map(({ msg, request_id }) => [msg, request_id])).toEqual([
      ['request failed', 'failing-now'],
      ['deferred work failed', 'failing-later'],
    ])
    expect(lines.join('\n')).not.toContain(secret)
  })

  test('sends nothing without SENTRY_DSN', async () => {
    const { bodies } = await envelopeEndpoint()
    const { origin, lines } = await deploy({ LOG_LEVEL: 'error' })
    expect([await call(origin, 'now'), await call(origin, 'later')]).toEqual([500, 200])
    if (name === 'vercel') await new Promise((resolve) => setTimeout(resolve, 2_000))
    else await vi.waitFor(() => expect(errorLines(lines)).toHaveLength(2), polling)
    expect(bodies).toEqual([])
  })
})

test.runIf(isInstalled).each([
  ['rejects reports', 429, 'Sentry rejected a report'],
  ['is unavailable', 0, 'Sentry does not respond'],
])('a Worker responds as usual when Sentry %s, and logs it', async (_, status, message) => {
  const { dsn } = await envelopeEndpoint({ status })
  const { origin, lines } = await platforms.workers({ SENTRY_DSN: dsn, LOG_LEVEL: 'warn' })
  expect(await call(origin, 'now')).toBe(500)
  await vi.waitFor(() => expect(lines.join('\n')).toContain(message), polling)
  expect(await call(origin, 'later')).toBe(200)
})

test.runIf(isInstalled)('a Worker that ignores deferred work neither logs nor reports its errors', async () => {
  const { dsn, items } = await envelopeEndpoint()
  const { origin, lines } = await naiveWorker({ SENTRY_DSN: dsn, LOG_LEVEL: 'error' })
  expect(await call(origin, 'later')).toBe(200)
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  expect([items, errorLines(lines)]).toEqual([[], []])
})
