import { serve } from '@hono/node-server'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startSentry } from '../../../functions/_container/sentry.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import { setErrorReporter } from '../../../shared/platform/observability/error-reporter.ts'
import { toyEndpoint } from '../http/toy-endpoint.ts'
import { envelopeEndpoint } from './envelope-endpoint.ts'

/** Random, because Sentry sends the source lines around an error. */
const secret = crypto.randomUUID()

/** A real server with one failing endpoint. */
async function failingShop(env: Record<string, string>) {
  const sentry = await startSentry(getConfiguration(env))
  const failing = toyEndpoint({ work: () => Promise.reject(new TypeError('a bug of ours')) })
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: (request) => failing.fetch(request, env), port: 0 }, () => resolve(started))
  })
  onTestFinished(async () => {
    server.close()
    await sentry.stop()
    setErrorReporter(() => undefined)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const url = `http://127.0.0.1:${port}/toys/${secret.slice(0, 13)}?colour=red`
  const headers = { 'content-type': 'application/json', 'x-request-id': 'mine-12345', cookie: secret }
  return () => fetch(url, { method: 'POST', headers, body: JSON.stringify({ name: 'bear', tags: [secret] }) })
}

test('without SENTRY_DSN nothing is sent', async () => {
  const { bodies } = await envelopeEndpoint()
  const send = await failingShop({ LOG_LEVEL: 'silent' })
  expect((await send()).status).toBe(500)
  expect(bodies).toEqual([])
})

test('Sentry gets the error with request id and release, the trace of the request, and no data of the shopper', async () => {
  const { dsn, items, bodies } = await envelopeEndpoint()
  const send = await failingShop({
    LOG_LEVEL: 'error',
    SENTRY_DSN: dsn,
    SENTRY_RELEASE: 'larder@1.2.3',
    SENTRY_TRACES_SAMPLE_RATE: '1',
  })
  expect((await send()).status).toBe(500)

  const ofType = (...types: string[]) => items.filter(({ type }) => types.includes(type))
  await vi.waitFor(() => expect(ofType('event')).toHaveLength(1), 10_000)
  expect(ofType('event')[0]?.payload).toMatchObject({
    release: 'larder@1.2.3',
    environment: 'development',
    tags: { request_id: 'mine-12345', operation: 'make-toy' },
    exception: { values: [{ type: 'TypeError', value: 'a bug of ours' }] },
  })
  await vi.waitFor(() => expect(ofType('transaction', 'span').length).toBeGreaterThan(0), 10_000)
  expect(JSON.stringify(ofType('transaction', 'span'))).toContain('"name":"make-toy"')
  expect(bodies.join()).not.toContain(secret.slice(0, 13))
})
