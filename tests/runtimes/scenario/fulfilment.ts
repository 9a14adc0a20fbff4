import type { Recorder } from '../transcript.ts'
import type { ScenarioContext } from './context.ts'

/** An order is paid, picked, delivered and partly refunded; webhooks are sent. */
export async function fulfilment(
  recorder: Recorder,
  { staff, cron, receiver, addDeadMessage }: ScenarioContext,
): Promise<void> {
  const { send, sendOk } = recorder
  const headers = staff
  const deliverOutbox = () => sendOk('run-job', '/jobs/deliver-outbox', { headers: cron })
  const listen = { url: receiver, eventTypes: ['order.paid'] }
  const hook = (await sendOk('create-webhook', '/admin/webhooks', { headers, body: listen })).body.id
  await sendOk('get-webhook', `/admin/webhooks/${hook}`, { headers })
  await sendOk('list-webhooks', '/admin/webhooks', { headers })

  const cart = (await sendOk('create-cart', '/carts')).body.id
  const { total } = (await sendOk('put-item', `/carts/${cart}/items/MILK-0001`, { body: { quantity: 4 } })).body
  await sendOk('put-delivery', `/carts/${cart}/delivery`, { body: { pickup: true } })
  const body = { cartId: cart, expectedTotal: total, email: 'guest@example.com' }
  const placed = (await sendOk('place-order', '/orders', { headers: { 'idempotency-key': cart }, body })).body
  await sendOk('sandbox-outcome', `/sandbox/payments/${placed.payment.id}/succeed`)
  while ((await deliverOutbox()).body.processed > 0);

  const deliveries = await sendOk('list-webhook-deliveries', `/admin/webhooks/${hook}/deliveries`, { headers })
  const [delivery] = deliveries.body.items
  await sendOk('redeliver-webhook', `/admin/webhooks/${hook}/deliveries/${delivery.id}/redeliver`, { headers })
  await deliverOutbox()
  await sendOk('update-webhook', `/admin/webhooks/${hook}`, { headers, body: { active: false } })
  await sendOk('delete-webhook', `/admin/webhooks/${hook}`, { headers })

  const order = `/admin/orders/${placed.id}`
  await sendOk('list-staff-orders', '/admin/orders?status=paid', { headers })
  await send('advance-order', `${order}/transitions`, { headers, body: { to: 'delivered' } })
  await sendOk('advance-order', `${order}/transitions`, { headers, body: { to: 'picking' } })
  const picked = [{ sku: 'MILK-0001', quantity: 3 }]
  await sendOk('advance-order', `${order}/transitions`, { headers, body: { to: 'out_for_delivery', picked } })
  await sendOk('advance-order', `${order}/transitions`, { headers, body: { to: 'delivered' } })
  const refund = { amount: 500, reason: 'Two eggs were broken' }
  const key = { ...headers, 'idempotency-key': 'a-refund' }
  await sendOk('refund-order', `${order}/refunds`, { headers: key, body: refund })
  await send('refund-order', `${order}/refunds`, { headers: key, body: { ...refund, amount: 600 } })
  while ((await deliverOutbox()).body.processed > 0);
  await send('write-off-payment', `${order}/write-offs`, { headers, body: { reason: 'Nothing is missing' } })
  await sendOk('get-staff-order', order, { headers })
  await writeOff(recorder, headers)

  const message = await addDeadMessage()
  await sendOk('list-outbox', '/admin/outbox?status=dead', { headers })
  await sendOk('retry-outbox', `/admin/outbox/${message}/retry`, { headers })
  await send('retry-outbox', `/admin/outbox/${message}/retry`, { headers })
}

/** Weighed goods are charged after picking. An admin of the provider charges too little by hand; staff give up the rest. */
async function writeOff({ sendOk }: Recorder, headers: ScenarioContext['staff']): Promise<void> {
  const ham = { ...{ sku: 'OWN-HAM', name: { en: 'Own ham' }, category: 'milk' }, unit: 'g', price: 1_000 }
  await sendOk('create-product', '/admin/products', { headers, body: { ...ham, openingStock: 5_000 } })
  const cart = (await sendOk('create-cart', '/carts')).body.id
  const { total } = (await sendOk('put-item', `/carts/${cart}/items/OWN-HAM`, { body: { quantity: 2_000 } })).body
  await sendOk('put-delivery', `/carts/${cart}/delivery`, { body: { pickup: true } })
  const body = { cartId: cart, expectedTotal: total, email: 'guest@example.com' }
  const placed = (await sendOk('place-order', '/orders', { headers: { 'idempotency-key': cart }, body })).body
  const payment = `/sandbox/payments/${placed.payment.id}`
  await sendOk('sandbox-outcome', `${payment}/succeed`)
  await sendOk('sandbox-outcome', `${payment}/capture-by-hand?amount=500`)
  const reason = { reason: 'Paid in cash' }
  await sendOk('write-off-payment', `/admin/orders/${placed.id}/write-offs`, { headers, body: reason })
}
