import type { Teller } from '../transcript.ts'
import type { Cast } from './context.ts'

/** An order is paid, picked, brought and in part refunded; other systems are told. */
export async function ordersInHouse(teller: Teller, { staff, cron, receiver, giveUp }: Cast): Promise<void> {
  const { tell, done } = teller
  const headers = staff
  const deliverOutbox = () => done('run-job', '/jobs/deliver-outbox', { headers: cron })
  const listen = { url: receiver, eventTypes: ['order.paid'] }
  const hook = (await done('create-webhook', '/admin/webhooks', { headers, body: listen })).body.id
  await done('get-webhook', `/admin/webhooks/${hook}`, { headers })
  await done('list-webhooks', '/admin/webhooks', { headers })

  const cart = (await done('create-cart', '/carts')).body.id
  const { total } = (await done('put-item', `/carts/${cart}/items/MILK-0001`, { body: { quantity: 4 } })).body
  const body = { cartId: cart, expectedTotal: total, email: 'guest@example.com' }
  const placed = (await done('place-order', '/orders', { headers: { 'idempotency-key': cart }, body })).body
  await done('sandbox-outcome', `/sandbox/payments/${placed.payment.id}/succeed`)
  while ((await deliverOutbox()).body.processed > 0);

  const deliveries = await done('list-webhook-deliveries', `/admin/webhooks/${hook}/deliveries`, { headers })
  const [delivery] = deliveries.body.items
  await done('redeliver-webhook', `/admin/webhooks/${hook}/deliveries/${delivery.id}/redeliver`, { headers })
  await deliverOutbox()
  await done('update-webhook', `/admin/webhooks/${hook}`, { headers, body: { active: false } })
  await done('delete-webhook', `/admin/webhooks/${hook}`, { headers })

  const order = `/admin/orders/${placed.id}`
  await done('list-staff-orders', '/admin/orders?status=paid', { headers })
  await tell('advance-order', `${order}/transitions`, { headers, body: { to: 'delivered' } })
  await done('advance-order', `${order}/transitions`, { headers, body: { to: 'picking' } })
  const picked = [{ sku: 'MILK-0001', quantity: 3 }]
  await done('advance-order', `${order}/transitions`, { headers, body: { to: 'out_for_delivery', picked } })
  await done('advance-order', `${order}/transitions`, { headers, body: { to: 'delivered' } })
  const refund = { amount: 500, reason: 'Two eggs were broken' }
  const key = { ...headers, 'idempotency-key': 'a-refund' }
  await done('refund-order', `${order}/refunds`, { headers: key, body: refund })
  await tell('refund-order', `${order}/refunds`, { headers: key, body: { ...refund, amount: 600 } })
  while ((await deliverOutbox()).body.processed > 0);
  await done('get-staff-order', order, { headers })

  const message = await giveUp()
  await done('list-outbox', '/admin/outbox?status=dead', { headers })
  await done('retry-outbox', `/admin/outbox/${message}/retry`, { headers })
  await tell('retry-outbox', `/admin/outbox/${message}/retry`, { headers })
}
