import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/views/order.ts'
import { staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'
import { startMailServer } from '../support/smtp-server.ts'

const server = await startMailServer()
afterAll(() => server.stop())
const shop = await testShop({ variables: { MAIL_URL: server.url, MAIL_FROM: 'Larder <orders@shop.example>' } })
await shop.rows(
  `insert into customers (id, email, name, password_hash, role)
  values ('cus_boss', 'boss@shop.example', 'Boss', '$argon2id$none', 'admin'), ('cus_hand', 'hand@shop.example', 'Hand', '$argon2id$none', 'staff')`,
)
const headers = await staffHeaders(shop)
beforeEach(() => {
  server.messages.length = 0
})

async function deliver(): Promise<void> {
  while ((await shop.job('deliver-outbox')).processed > 0);
}
/** Ends the delay in which a mail about low stock collects products. */
const endDelay = () =>
  shop.rows(
    "update outbox set available_at = now() where topic = 'staff_mail' and attempts = 0 and delivered_at is null",
  )
/** Recipients and subject of each mail to staff. */
const staffMails = () =>
  server.messages
    .filter(({ recipients }) => !recipients.includes('shopper@example.com'))
    .map(({ recipients, email }) => [...recipients, email.subject])

describe('low stock', () => {
  test('is mailed to admins once for each time that the stock falls, not for each order', async () => {
    const sku = await addProduct(shop, { onHand: 13 })
    for (let orders = 0; orders < 6; orders++) await shop.order({ lines: { [sku]: 1 } })
    await deliver()
    expect(staffMails()).toEqual([])
    await endDelay()
    await deliver()
    const heading = `[Larder] 貨品快將售罄 Low stock (${sku} (10))`
    expect(staffMails()).toEqual([['boss@shop.example', heading]])

    const more = { delta: 20, reason: 'received' }
    const moved = { headers: { ...headers, 'idempotency-key': crypto.randomUUID() }, body: more }
    expect((await shop.call('POST', `/admin/inventory/${sku}/movements`, moved)).status).toBe(201)
    await shop.order({ lines: { [sku]: 18 } })
    await deliver()
    await endDelay()
    await deliver()
    expect(staffMails()).toHaveLength(2)
  })

  test('of several products within a short time is one mail with the latest quantities', async () => {
    const skus = []
    for (let count = 0; count < 5; count++) skus.push(await addProduct(shop, { onHand: 12 }))
    const [one = '', ...others] = skus
    await shop.order({ lines: Object.fromEntries(others.map((sku) => [sku, 2])) })
    await deliver()
    await shop.order({ lines: { [one]: 4 } })
    await deliver()
    await endDelay()
    await deliver()
    // Sorted by SKU, not by time.
    const all = [`${one} (8)`, ...others.map((sku) => `${sku} (10)`)]
    const listed = all.slice(0, 3).join(', ')
    expect(staffMails()).toEqual([['boss@shop.example', `[Larder] 貨品快將售罄 Low stock (${listed}, + 2)`]])
    expect(server.messages.at(-1)?.email.text).toContain(all.join(', '))
    expect(server.messages.at(-1)?.email.html).toContain(all.join(', '))
  })
})

describe('a reserved payment that is cancelled while its order is picked', () => {
  const weighed = async () => {
    const order = await shop.order({ lines: { [await addProduct(shop, { unit: 'g', onHand: 5_000 })]: 2_000 } })
    await shop.conclude(order)
    return order
  }
  const cancelReservation = (order: Order) => shop.call('POST', `/sandbox/payments/${order.payment.id}/cancel`)

  test('is mailed to admins once, and the back office shows the payment as cancelled', async () => {
    const order = await weighed()
    const step = { headers, body: { to: 'picking' } }
    expect((await shop.call('POST', `/admin/orders/${order.id}/transitions`, step)).status).toBe(200)
    await cancelReservation(order)
    await cancelReservation(order)
    await deliver()
    const heading = `[Larder] 訂單的預留款項已失效 The reserved payment of an order is lost (${order.number})`
    expect(staffMails()).toEqual([['boss@shop.example', heading]])
    const shown = await shop.call('GET', `/admin/orders/${order.id}`, { headers })
    expect(shown.body).toMatchObject({ status: 'picking', payment: { status: 'cancelled', missing: order.total } })
    // Until then I7 names the order.
    const writeOff = { headers, body: { reason: 'paid in cash' } }
    expect((await shop.call('POST', `/admin/orders/${order.id}/write-offs`, writeOff)).status).toBe(201)
  })

  test('and before the picking starts it cancels the order, without a mail to staff', async () => {
    const order = await weighed()
    await cancelReservation(order)
    await deliver()
    expect(staffMails()).toEqual([])
    expect(await shop.read(order)).toMatchObject({ status: 'cancelled', payment: { status: 'cancelled' } })
  })
})
