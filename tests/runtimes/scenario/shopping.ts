import type { Recorder } from '../transcript.ts'
import type { ScenarioContext } from './context.ts'

/** A guest searches, fills a cart, orders, pays and cancels. */
export async function shopping({ send, sendOk }: Recorder, { cron }: ScenarioContext): Promise<void> {
  const found = await sendOk('list-products', '/products?q=%E7%89%9B%E5%A5%B6&inStock=true&limit=2&facets=true')
  await sendOk('list-products', `/products?q=%E7%89%9B%E5%A5%B6&limit=2&cursor=${found.body.nextCursor}`)
  const cheap = await sendOk('list-products', '/products?sort=price&limit=3')
  await sendOk('list-products', `/products?limit=3&cursor=${cheap.body.nextCursor}`)
  await send('list-products', '/products?limit=0&sort=best')
  const { sku } = found.body.items[0]
  const product = await sendOk('get-product', `/products/${sku}`)
  await send('get-product', `/products/${sku}`, { headers: { 'if-none-match': product.headers.etag ?? '' } })
  await send('get-product', '/products/NONE')
  await sendOk('list-categories', '/categories')
  const slots = await sendOk('list-slots', '/delivery-slots')

  const cart = `/carts/${(await sendOk('create-cart', '/carts')).body.id}`
  await sendOk('put-item', `${cart}/items/MILK-0001`, { body: { quantity: 2, substitution: 'similar' } })
  await sendOk('put-item', `${cart}/items/COFF-0001`, { body: { quantity: 30 } })
  await sendOk('put-item', `${cart}/items/${sku}`, { body: { quantity: 1 } })
  await sendOk('delete-item', `${cart}/items/${sku}`)
  await send('put-item', `${cart}/items/MILK-0001`, { body: { quantity: -1, more: true } })
  await send('put-item', `${cart}/items/MILK-0001`, { body: '{' })
  await send('put-coupon', `${cart}/coupon`, { body: { code: 'NO-SUCH' } })
  await sendOk('put-coupon', `${cart}/coupon`, { body: { code: 'save12' } })
  await sendOk('delete-coupon', `${cart}/coupon`)
  await sendOk('put-coupon', `${cart}/coupon`, { body: { code: 'FREESHIP' } })
  await sendOk('update-cart', cart, { body: { bags: 1, tip: 500 } })
  const undecided = { cartId: cart.slice('/carts/'.length), expectedTotal: 0, email: 'guest@example.com' }
  await send('place-order', '/orders', { body: undecided, headers: { 'idempotency-key': 'undecided' } })
  const delivery = { slotId: slots.body.items.at(-1).id, address: { name: '陳大文', line1: '皇后大道中 1 號' } }
  await sendOk('put-delivery', `${cart}/delivery`, { body: delivery })
  const { id: cartId, total } = (await sendOk('get-cart', cart)).body
  await send('get-cart', '/carts/crt_x')

  const body = { cartId, expectedTotal: total, email: 'guest@example.com' }
  const headers = { 'idempotency-key': crypto.randomUUID() }
  await send('place-order', '/orders', { body: { ...body, expectedTotal: total + 1 }, headers })
  await send('place-order', '/orders', { body })
  const placed = (await sendOk('place-order', '/orders', { body, headers })).body
  await sendOk('place-order', '/orders', { body, headers })
  await send('place-order', '/orders', { body: { ...body, email: 'other@example.com' }, headers })
  await send('place-order', '/orders', { body, headers: { 'idempotency-key': crypto.randomUUID() } })

  const payment = await sendOk('sandbox-outcome', `/sandbox/payments/${placed.payment.id}/succeed`)
  const { webhook, body: event, headers: signed } = payment.body
  await sendOk('webhook', webhook, { body: event, headers: signed })
  await send('webhook', webhook, { body: `${event} `, headers: signed })
  await send('webhook', webhook, { body: event })
  await send('webhook', '/webhooks/payments/nobody', { body: event, headers: signed })

  const order = `/orders/${placed.id}`
  const token = { 'x-order-token': placed.accessToken }
  await send('get-order', order)
  await sendOk('get-order', order, { headers: token })
  await sendOk('cancel-order', `${order}/cancel`, { headers: token })
  await sendOk('run-job', '/jobs/deliver-outbox', { headers: cron })
  await sendOk('get-order', order, { headers: token })
}
