import type { Teller } from '../transcript.ts'
import type { Cast } from './context.ts'

/** A guest looks around, fills a cart, orders, pays, and changes their mind. */
export async function shopping({ tell, done }: Teller, { cron }: Cast): Promise<void> {
  const found = await done('list-products', '/products?q=%E7%89%9B%E5%A5%B6&inStock=true&limit=2&facets=true')
  await done('list-products', `/products?q=%E7%89%9B%E5%A5%B6&limit=2&cursor=${found.body.nextCursor}`)
  const cheap = await done('list-products', '/products?sort=price&limit=3')
  await done('list-products', `/products?limit=3&cursor=${cheap.body.nextCursor}`)
  await tell('list-products', '/products?limit=0&sort=best')
  const { sku } = found.body.items[0]
  const product = await done('get-product', `/products/${sku}`)
  await tell('get-product', `/products/${sku}`, { headers: { 'if-none-match': product.headers.etag ?? '' } })
  await tell('get-product', '/products/NONE')
  await done('list-categories', '/categories')
  const slots = await done('list-slots', '/delivery-slots')

  const cart = `/carts/${(await done('create-cart', '/carts')).body.id}`
  await done('put-item', `${cart}/items/MILK-0001`, { body: { quantity: 2, substitution: 'similar' } })
  await done('put-item', `${cart}/items/COFF-0001`, { body: { quantity: 30 } })
  await done('put-item', `${cart}/items/${sku}`, { body: { quantity: 1 } })
  await done('delete-item', `${cart}/items/${sku}`)
  await tell('put-item', `${cart}/items/MILK-0001`, { body: { quantity: -1, more: true } })
  await tell('put-item', `${cart}/items/MILK-0001`, { body: '{' })
  await tell('put-coupon', `${cart}/coupon`, { body: { code: 'NO-SUCH' } })
  await done('put-coupon', `${cart}/coupon`, { body: { code: 'save12' } })
  await done('delete-coupon', `${cart}/coupon`)
  await done('put-coupon', `${cart}/coupon`, { body: { code: 'FREESHIP' } })
  const delivery = { slotId: slots.body.items.at(-1).id, address: { name: '陳大文', line1: '皇后大道中 1 號' } }
  await done('put-delivery', `${cart}/delivery`, { body: delivery })
  const { id: cartId, total } = (await done('get-cart', cart)).body
  await tell('get-cart', '/carts/crt_x')

  const body = { cartId, expectedTotal: total, email: 'guest@example.com' }
  const headers = { 'idempotency-key': crypto.randomUUID() }
  await tell('place-order', '/orders', { body: { ...body, expectedTotal: total + 1 }, headers })
  await tell('place-order', '/orders', { body })
  const placed = (await done('place-order', '/orders', { body, headers })).body
  await done('place-order', '/orders', { body, headers })
  await tell('place-order', '/orders', { body: { ...body, email: 'other@example.com' }, headers })
  await tell('place-order', '/orders', { body, headers: { 'idempotency-key': crypto.randomUUID() } })

  const payment = await done('sandbox-outcome', `/sandbox/payments/${placed.payment.id}/succeed`)
  const { webhook, body: event, headers: signed } = payment.body
  await done('webhook', webhook, { body: event, headers: signed })
  await tell('webhook', webhook, { body: `${event} `, headers: signed })
  await tell('webhook', webhook, { body: event })
  await tell('webhook', '/webhooks/payments/nobody', { body: event, headers: signed })

  const order = `/orders/${placed.id}`
  const token = { 'x-order-token': placed.accessToken }
  await tell('get-order', order)
  await done('get-order', order, { headers: token })
  await done('cancel-order', `${order}/cancel`, { headers: token })
  await done('run-job', '/jobs/deliver-outbox', { headers: cron })
  await done('get-order', order, { headers: token })
}
