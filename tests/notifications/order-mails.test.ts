import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/views/order.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { captureLog } from '../platform/http/toy-endpoint.ts'
import { testShop } from '../support/shop.ts'
import { smtpError, startMailServer } from '../support/smtp-server.ts'

const server = await startMailServer()
afterAll(() => server.stop())
const shop = await testShop({
  variables: { MAIL_URL: server.url, MAIL_FROM: 'Larder <orders@shop.example>', LOG_LEVEL: 'info' },
})
const log = captureLog(shop.env)
beforeEach(() => {
  server.messages.length = 0
  delete server.behaviour.refuse
})

/** Delivers until nothing is due: a run writes rows for the next one. */
async function deliver(): Promise<void> {
  while ((await shop.job('deliver-outbox')).processed > 0);
}
const subjects = () => server.messages.map(({ email }) => email.subject)
const placed = async (more: { email?: string } = {}) => shop.order({ lines: { [await addProduct(shop)]: 2 } }, more)
const makeDue = (order: Order) => shop.rows('update outbox set available_at = now() where order_id = $1', [order.id])
const mailRow = async (order: Order) =>
  shop.rows(
    "select attempts, dead_at is not null as dead, last_error from outbox where topic = 'order_mail' and order_id = $1 order by id",
    [order.id],
  )

describe('a paid order', () => {
  test('is confirmed by a mail in Chinese and English, as text and HTML, with a Message-ID', async () => {
    const order = await placed()
    await deliver()
    expect(server.messages).toEqual([])
    await shop.conclude(order)
    await deliver()
    expect(server.messages).toHaveLength(1)
    const [message] = server.messages
    expect(message?.recipients).toEqual(['shopper@example.com'])
    expect(message?.email).toMatchObject({
      from: { name: 'Larder', address: 'orders@shop.example' },
      subject: `多謝惠顧，訂單已確認 Thank you, your order is confirmed (${order.number})`,
      messageId: expect.stringMatching(new RegExp(`^<${order.id}\\.[0-9]+@shop\\.example>$`)),
    })
    for (const part of [message?.email.text, message?.email.html]) {
      expect(part).toContain('訂單已確認')
      expect(part).toContain('your order is confirmed')
      expect(part).toContain('HK$20.00')
      expect(part).toContain('× 2')
    }
  })

  test('is confirmed once, also by concurrent deliveries', async () => {
    const order = await placed()
    await shop.conclude(order)
    await Promise.all([deliver(), deliver()])
    await deliver()
    expect(subjects()).toHaveLength(1)
  })

  test('a mail that is sent twice has the same Message-ID', async () => {
    const order = await placed()
    await shop.conclude(order)
    await deliver()
    await shop.rows("update outbox set delivered_at = null where order_id = $1 and topic = 'order_mail'", [order.id])
    await makeDue(order)
    await deliver()
    const ids = server.messages.map(({ email }) => email.messageId)
    expect([ids.length, new Set(ids).size]).toEqual([2, 1])
  })
})

describe('a late payment', () => {
  test('with all items available: the confirmation mentions the late payment', async () => {
    const order = await placed()
    await expire(order)
    await shop.conclude(order)
    await deliver()
    expect(subjects()).toEqual([expect.stringContaining('your order is confirmed')])
    expect(server.messages[0]?.email.text).toContain('Your payment arrived after the time limit')
    expect(server.messages[0]?.email.text).toContain('你的付款在時限之後才到')
  })

  test('that never arrives: the shopper gets the mail about the expiry', async () => {
    const order = await placed()
    await expire(order)
    await deliver()
    expect(subjects()).toEqual([expect.stringContaining('was not paid in time')])
  })
})

test('an order of an erased account: no mail and no retry', async () => {
  const order = await placed()
  await shop.conclude(order)
  await shop.rows("update orders set email = 'erased@customer.invalid' where id = $1", [order.id])
  await deliver()
  expect(server.messages).toEqual([])
  expect(await mailRow(order)).toEqual([{ attempts: 1, dead: false, last_error: null }])
})

test('an order that is cancelled after payment: three mails in order', async () => {
  const order = await placed()
  await shop.conclude(order)
  await shop.cancel(order)
  await deliver()
  const expected = ['is confirmed', 'has been cancelled', 'refund has been sent']
  expect(subjects()).toEqual(expected.map((text) => expect.stringContaining(text)))
  expect(server.messages[1]?.email.text).toContain('We will refund your payment')
  expect(server.messages[2]?.email.text).toContain('We have refunded HK$20.00')
})

describe('a mail server that', () => {
  test('fails temporarily: the mail is retried, and later mails of the order wait for it', async () => {
    const order = await placed()
    await shop.conclude(order)
    server.behaviour.refuse = () => smtpError(451, 'try later')
    await deliver()
    await shop.cancel(order)
    await deliver()
    expect(await mailRow(order)).toEqual([
      { attempts: 1, dead: false, last_error: expect.stringContaining('try later') },
      { attempts: 0, dead: false, last_error: null },
      { attempts: 0, dead: false, last_error: null },
    ])
    delete server.behaviour.refuse
    await makeDue(order)
    await deliver()
    expect(subjects()).toHaveLength(3)
    expect(subjects()[0]).toContain('is confirmed')
  })

  test('has no such mailbox: the row is dead at once, and the failure is logged', async () => {
    const order = await placed({ email: 'unknown@example.com' })
    await shop.conclude(order)
    server.behaviour.refuse = () => smtpError(550, '<unknown@example.com>: no such mailbox')
    await deliver()
    expect(await mailRow(order)).toEqual([
      { attempts: 1, dead: true, last_error: expect.stringContaining('<the recipient>: no such mailbox') },
    ])
    const logged = log
      .map((line) => JSON.parse(line))
      .find(({ order_id, level }) => order_id === order.id && level === 'error')
    expect(logged).toMatchObject({ msg: 'delivery failed for the last time', topic: 'order_mail' })
    expect(JSON.stringify(log)).not.toContain('unknown@example.com')
  })
})

async function expire(order: Order): Promise<void> {
  for (const [table, key] of [['orders', 'id'] as const, ['stock_holds', 'order_id'] as const]) {
    await shop.rows(`update ${table} set expires_at = now() - interval '1 second' where ${key} = $1`, [order.id])
  }
  await shop.job('expire-holds')
}
