import { expect, test, vi } from 'vitest'
import { parseEnvironment } from '../../shared/platform/configuration/configuration.ts'
import { urlFault } from '../../shared/webhooks/address.ts'
import { postWebhook } from '../../shared/webhooks/post-node.ts'
import { webhookSender } from '../../shared/webhooks/send-webhook.ts'

/** Names whose owner has them lead into the shop's own network. */
const addresses: Readonly<Record<string, string>> = { 'inside.example': '10.0.0.5', 'here.example': '127.0.0.1' }
vi.mock('node:dns', async (original) => ({
  ...(await original<typeof import('node:dns')>()),
  lookup: (name: string, _options: unknown, done: (error: null, found: object[]) => void) =>
    done(null, [{ address: addresses[name] ?? '127.0.0.1', family: 4 }]),
}))

const production = {
  ...{ SECRET_KEY: 'kX9v2mQ7pL4wT8zB6nR1cY5hJ3dF0gSa', JWT_SECRET_KEY: 'Zr4uW7yBqE2tH9kN5sV8xA1cF6jM3pGd' },
  ...{ DATABASE_URL: 'postgres://db.example/larder', ALLOWED_HOSTS: 'shop.example', PAYMENT_PROVIDER: 'sandbox' },
}
const REFUSED = 'its address is not on the public internet'

async function failureAt(url: string, env: Record<string, string>): Promise<string> {
  const send = webhookSender(parseEnvironment(env), postWebhook)
  const delivery = { id: 'msg_1', body: '{}', endpointId: 'whe_1', url, secretNumbers: [1] }
  return send(delivery, AbortSignal.timeout(20_000)).then(String, (error: unknown) => String(error))
}

test.each(['False', 'false', '0'])('with DEBUG=%s nothing leads into our own network', async (DEBUG) => {
  const env = { ...production, DEBUG }
  expect(await failureAt('https://inside.example/', env)).toContain(REFUSED)
  expect(await failureAt('https://here.example/', env)).toContain(REFUSED)
  expect(await failureAt('http://localhost:9/', env)).toContain('must begin with https://')
  expect(await failureAt('https://127.0.0.1:9/', env)).toContain('must be a host of the public internet')
})

test('in development this machine may be told, the rest of our network never', async () => {
  expect(await failureAt('https://inside.example/', {})).toContain(REFUSED)
  expect(await failureAt('http://localhost:9/', {})).toContain('ECONNREFUSED')
})

test('to look at the URL alone is not enough: this name passes it', () => {
  expect(urlFault('https://inside.example/', false)).toBeUndefined()
})
