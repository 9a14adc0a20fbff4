import { expect, test, vi } from 'vitest'
import { parseEnvironment } from '../../shared/platform/configuration/configuration.ts'
import { webhookSender } from '../../shared/webhooks/send-webhook.ts'
import { webhookUrlError } from '../../shared/webhooks/webhook-url.ts'

/** Host names that resolve into the private network. */
const addresses: Readonly<Record<string, string>> = { 'inside.example': '10.0.0.5', 'here.example': '127.0.0.1' }
vi.mock('node:dns', async (original) => ({
  ...(await original<typeof import('node:dns')>()),
  lookup: (name: string, _options: unknown, done: (error: null, found: object[]) => void) =>
    done(null, [{ address: addresses[name] ?? '127.0.0.1', family: 4 }]),
}))

// Test files of one process share modules: this one is loaded again, with the mock.
vi.resetModules()
const { postWebhook } = await import('../../shared/webhooks/post-node.ts')

const production = {
  ...{ SECRET_KEY: 'kX9v2mQ7pL4wT8zB6nR1cY5hJ3dF0gSa', JWT_SECRET_KEY: 'Zr4uW7yBqE2tH9kN5sV8xA1cF6jM3pGd' },
  ...{
    DATABASE_URL: 'postgres://db.example/larder',
    REDIS_URL: 'memory:',
    ALLOWED_HOSTS: 'shop.example',
    PAYMENT_PROVIDER: 'sandbox',
  },
}
const REFUSED = 'the address of the host is not public'

async function sendError(url: string, env: Record<string, string>): Promise<string> {
  const send = webhookSender(parseEnvironment(env), postWebhook)
  const delivery = { id: 'msg_1', body: '{}', endpointId: 'whe_1', url, secretNumbers: [1] }
  return send(delivery, AbortSignal.timeout(20_000)).then(String, (error: unknown) => String(error))
}

test.each(['False', 'false', '0'])('with DEBUG=%s no request goes into the private network', async (DEBUG) => {
  const env = { ...production, DEBUG }
  expect(await sendError('https://inside.example/', env)).toContain(REFUSED)
  expect(await sendError('https://here.example/', env)).toContain(REFUSED)
  expect(await sendError('http://localhost:9/', env)).toContain('must start with https://')
  expect(await sendError('https://127.0.0.1:9/', env)).toContain('must have a public host')
})

test('in development only this machine is allowed, not the private network', async () => {
  expect(await sendError('https://inside.example/', {})).toContain(REFUSED)
  expect(await sendError('http://localhost:9/', {})).toContain('ECONNREFUSED')
})

test('checking the URL alone is not enough: this name passes', () => {
  expect(webhookUrlError('https://inside.example/', false)).toBeUndefined()
})
