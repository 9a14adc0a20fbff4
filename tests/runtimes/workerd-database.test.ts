import { describe, expect, test } from 'vitest'
import { seedShop } from '../../shared/catalog/seed-shop.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { buildFunctions, startWorker } from '../support/edge-bundles.ts'
import { startNeonEndpoint } from '../support/neon-endpoint.ts'

/** Functions in workerd, each in an isolate of its own, on one Postgres through Neon's driver. */
describe.runIf(hasPostgres())('an order through functions in workerd', async () => {
  const { database, url } = await testDatabase()
  await seedShop(database, new Date())
  const neon = await startNeonEndpoint(url)
  const bindings = { DATABASE_URL: neon.url, CRON_SECRET: 'a-secret-of-the-test' }
  const bundles = new Map((await buildFunctions()).map((bundle) => [bundle.name, bundle]))
  const origins = new Map<string, string>()

  async function call(
    name: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const bundle = bundles.get(name)
    if (bundle === undefined) throw new Error(`no function ${name}`)
    const origin = origins.get(name) ?? (await startWorker(bundle, bindings))
    origins.set(name, origin)
    const sent = { 'content-type': 'application/json', ...headers }
    const response = await fetch(origin + path, {
      method,
      headers: sent,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }

  test('is browsed, filled, placed, replayed, paid, read and cancelled', async () => {
    const found = await call('catalog/list-products', 'GET', '/products?q=牛奶&inStock=true&limit=2')
    expect(found.body.items).toHaveLength(2)
    const next = await call('catalog/list-products', 'GET', `/products?q=牛奶&limit=2&cursor=${found.body.nextCursor}`)
    expect(next.status).toBe(200)
    const { sku } = found.body.items[0]
    expect((await call('catalog/get-product', 'GET', `/products/${sku}`)).body.sku).toBe(sku)
    expect((await call('catalog/list-categories', 'GET', '/categories')).body.items).toHaveLength(10)
    const slots = await call('delivery/list-slots', 'GET', '/delivery-slots')

    const cart = (await call('carts/create-cart', 'POST', '/carts')).body.id
    const filled = await call('carts/put-item', 'PUT', `/carts/${cart}/items/${sku}`, { quantity: 2 })
    expect(filled.body.lines).toHaveLength(1)
    const refused = await call('carts/put-coupon', 'PUT', `/carts/${cart}/coupon`, { code: 'NO-SUCH' })
    expect(refused).toMatchObject({ status: 409, body: { code: 'coupon_not_found' } })
    const delivery = { slotId: slots.body.items.at(-1).id, address: { line1: '1 Road' } }
    const ready = await call('carts/put-delivery', 'PUT', `/carts/${cart}/delivery`, delivery)

    const body = { cartId: cart, expectedTotal: ready.body.total, email: 'edge@example.com' }
    const key = { 'idempotency-key': crypto.randomUUID() }
    const placed = await call('orders/place-order', 'POST', '/orders', body, key)
    expect(placed.status).toBe(201)
    const replayed = await call('orders/place-order', 'POST', '/orders', body, key)
    expect(replayed.headers.get('idempotent-replayed')).toBe('true')
    expect(replayed.body).toEqual(placed.body)

    const payment = `/sandbox/payments/${placed.body.payment.id}/succeed`
    const callback = await call('payments/sandbox-outcome', 'POST', payment)
    const again = await call(
      'payments/webhook',
      'POST',
      callback.body.webhook,
      JSON.parse(callback.body.body),
      callback.body.headers,
    )
    expect(again).toMatchObject({ status: 200, body: { stored: false } })

    const token = { 'x-order-token': placed.body.accessToken }
    const paid = await call('orders/get-order', 'GET', `/orders/${placed.body.id}`, undefined, token)
    expect(paid.body).toMatchObject({ status: 'paid', payment: { status: 'succeeded' } })
    const cancelled = await call('orders/cancel-order', 'POST', `/orders/${placed.body.id}/cancel`, undefined, token)
    expect(cancelled.body.status).toBe('cancelled')
    const cron = { authorization: 'Bearer a-secret-of-the-test' }
    expect((await call('operations/run-job', 'POST', '/jobs/deliver-outbox', undefined, cron)).status).toBe(200)
    const refunded = await call('orders/get-order', 'GET', `/orders/${placed.body.id}`, undefined, token)
    expect(refunded.body.refunded).toBe(placed.body.total)
    expect((await call('operations/health', 'GET', '/health/')).body.status).toBe('ok')
  })

  test('is refused with 503 while the database is away', async () => {
    await neon.stop()
    const away = await call('carts/get-cart', 'GET', '/carts/crt_x')
    expect(away).toMatchObject({ status: 503, body: { code: 'temporarily_unavailable' } })
    expect((await call('operations/health', 'GET', '/health/')).status).toBe(503)
  })
})
