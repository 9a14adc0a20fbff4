import { expect } from 'vitest'
import { router } from '../../../functions/_router.ts'
import type { TestDatabase } from '../../support/database.ts'

/** The variables that a platform provides to a deployed function. */
export const secrets = {
  SECRET_KEY: 'Xq3v9TzL0wRk7YbN5mHd2PfJ8sGc4UaE',
  JWT_SECRET_KEY: 'Zt6yB1nM4kQw8eRx3uVo9iLp2aSd7fGh',
  CRON_SECRET: 'wV5rT8yU1iO4pA7s',
  REDIS_URL: 'memory:',
  PAYMENT_PROVIDER: 'sandbox',
  // The last one is the function URL that lambda-host.ts stands for.
  ALLOWED_HOSTS: 'shop.example,127.0.0.1,localhost,abc123.lambda-url.ap-east-1.on.aws',
  MAIL_URL: 'none:',
  RATE_LIMITS: 'False',
}

interface Answer {
  status: number
  headers: Headers
  body: Record<string, unknown>
}

export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>

/** Sends requests to a started target. */
export const callerOf =
  (origin: string): Call =>
  async (method, path, body, headers = {}) => {
    const response = await fetch(origin + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: Object(text === '' ? {} : JSON.parse(text)) }
  }

/** An order from the first search to the cancellation. */
export async function shop(call: Call): Promise<void> {
  const found = await call('GET', '/products?q=%E7%89%9B%E5%A5%B6&inStock=true&limit=2')
  expect(found).toMatchObject({ status: 200, body: { items: [{}, {}] } })
  const [{ sku }] = Object(found.body.items)
  expect((await call('GET', `/products/${sku}`)).body.sku).toBe(sku)
  const cart = (await call('POST', '/carts')).body.id
  const filled = await call('PUT', `/carts/${cart}/items/${sku}`, { quantity: 2 })
  expect(filled, JSON.stringify(filled.body)).toMatchObject({ status: 200, body: { lines: [{ sku, quantity: 2 }] } })
  expect(await call('PUT', `/carts/${cart}/delivery`, { pickup: true })).toMatchObject({ status: 200 })
  const order = { cartId: cart, expectedTotal: filled.body.total, email: 'edge@shop.example' }
  const key = { 'idempotency-key': crypto.randomUUID() }
  const placed = await call('POST', '/orders', order, key)
  expect(placed, JSON.stringify(placed.body)).toMatchObject({ status: 201, body: { status: 'pending_payment' } })
  const again = await call('POST', '/orders', order, key)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(again.body).toEqual(placed.body)

  const { id: payment } = Object(placed.body.payment)
  const callback = await call('POST', `/sandbox/payments/${payment}/succeed`)
  const { webhook, body, headers } = Object(callback.body)
  expect(await call('POST', webhook, JSON.parse(body), headers)).toMatchObject({ status: 200, body: { stored: false } })
  const token = { 'x-order-token': String(placed.body.accessToken) }
  const path = `/orders/${placed.body.id}`
  expect((await call('GET', path, undefined, token)).body).toMatchObject({ status: 'paid' })
  expect((await call('POST', `${path}/cancel`, undefined, token)).body).toMatchObject({ status: 'cancelled' })
}

/** Checks that requests without an operation are refused as the container refuses them. */
export async function expectSameRefusalsAsContainer(origin: string, env: TestDatabase['env']): Promise<void> {
  const { fetch: container } = router(env)
  const preflight = { origin: 'https://shop.example', 'access-control-request-method': 'PUT' }
  const requests: [method: string, path: string, headers?: Record<string, string>][] = [
    ['GET', '/nothing/here'],
    ['DELETE', '/products'],
    ['PATCH', '/carts/c1'],
    ['POST', '/carts/c1/items/s1'],
    ['OPTIONS', '/carts/c1/items/s1', preflight],
    ['OPTIONS', '/orders', preflight],
    ['GET', '/jobs/expire-holds'],
    ['POST', '/jobs/expire-holds'],
    ['GET', '/products/'],
    ['HEAD', '/products/no-such'],
  ]
  for (const [method, path, headers = {}] of requests) {
    const sent = { method, headers: { ...headers, 'x-request-id': 'the-same-id' } }
    const here = await fetch(origin + path, sent)
    const there = await container(new Request(`http://shop.example${path}`, sent), env)
    const names = ['allow', 'access-control-allow-methods', 'content-type', 'x-request-id', 'cache-control']
    const summarize = async (response: Response) => ({
      status: response.status,
      headers: names.map((name) => response.headers.get(name)),
      code: Object(await response.json().catch(() => ({}))).code,
    })
    expect(await summarize(here), `${method} ${path}`).toEqual(await summarize(there))
  }
}
