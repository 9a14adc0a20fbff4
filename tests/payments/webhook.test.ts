import { describe, expect, test } from 'vitest'
import { addProduct } from '../functions/catalog/test-records.ts'
import { paymentAmounts, readOrderRows, stockOf } from '../orders/order-rows.ts'
import { testShop } from '../support/shop.ts'
import { shopWithFailingRoutine } from './failing-routine.ts'
import { deliver, delivered, eventOf, signatureOf, webhook } from './sandbox-callback.ts'

const shop = await testShop()
const stored = async (id: string) => {
  const [row] = await shop.rows('select type, outcome, payload from payment_events where event_id = $1', [id])
  return row
}
async function placed() {
  const sku = await addProduct(shop, { onHand: 5 })
  return { sku, order: await shop.order({ lines: { [sku]: 2 } }) }
}

describe('200', () => {
  test('payment_succeeded: the order is paid and its stock is taken', async () => {
    const { sku, order } = await placed()
    const event = eventOf(order, 'payment_succeeded', { amount: order.total })
    const answer = await deliver(shop, event)
    expect([answer.status, answer.body]).toEqual([200, { stored: true }])
    expect(await stored(event.id)).toEqual({ type: 'payment_succeeded', outcome: 'paid', payload: event })
    expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { status: 'succeeded' }, refunded: 0 })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 3, held: 0 })
    expect(await paymentAmounts(shop, order)).toEqual({ captured: 2000, refunded: 0, refunds: [] })
  })

  test('a repeated event: not stored again, no effect', async () => {
    const { order } = await placed()
    const event = eventOf(order, 'payment_succeeded', { amount: order.total })
    await delivered(shop, event)
    const before = await readOrderRows(shop)
    for (const _time of [1, 2, 3]) expect((await deliver(shop, event)).body).toEqual({ stored: false })
    expect(await readOrderRows(shop)).toBe(before)
  })

  test('ten concurrent deliveries have one effect', async () => {
    const { sku, order } = await placed()
    const event = eventOf(order, 'payment_succeeded', { amount: order.total })
    const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(shop, event)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(answers.filter(({ body }) => JSON.stringify(body) === '{"stored":true}')).toHaveLength(1)
    expect(await stockOf(shop, sku)).toEqual({ onHand: 3, held: 0 })
  })

  test('payment_failed: the order stays pending and can still be paid', async () => {
    const { sku, order } = await placed()
    await delivered(shop, eventOf(order, 'payment_failed'))
    expect(await shop.read(order)).toMatchObject({ status: 'pending_payment', payment: { status: 'failed' } })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 2 })
    await delivered(shop, eventOf(order, 'payment_succeeded', { amount: order.total }))
    expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { status: 'succeeded' } })
  })

  test('a late payment_failed leaves a paid order paid', async () => {
    const { sku, order } = await placed()
    await shop.conclude(order)
    await delivered(shop, eventOf(order, 'payment_failed'))
    expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { status: 'succeeded' } })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 3, held: 0 })
  })

  test('payment_refunded in part: the order stays paid; in full: it is refunded and its stock is returned', async () => {
    const { sku, order } = await placed()
    await shop.conclude(order)
    await delivered(shop, eventOf(order, 'payment_refunded', { amount: 500 }))
    expect(await shop.read(order)).toMatchObject({
      status: 'paid',
      refunded: 500,
      payment: { status: 'partially_refunded' },
    })
    await delivered(shop, eventOf(order, 'payment_refunded', { amount: order.total }))
    expect(await shop.read(order)).toMatchObject({
      status: 'refunded',
      refunded: 2000,
      payment: { status: 'refunded' },
    })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 0 })
  })

  test('payment_disputed: recorded, and the order stays paid', async () => {
    const { order } = await placed()
    await shop.conclude(order)
    await delivered(shop, eventOf(order, 'payment_disputed'))
    expect((await shop.read(order)).status).toBe('paid')
    const [row] = await shop.rows('select disputed_at is not null as disputed from orders where id = $1', [order.id])
    expect(row).toEqual({ disputed: true })
  })

  test.each(['payout.created', 'payment_succeeded ', 'PAYMENT_SUCCEEDED', '__proto__'])(
    'an event of an unknown type is stored and ignored: %j',
    async (type) => {
      const { order } = await placed()
      const event = eventOf(order, type, { amount: order.total })
      expect((await deliver(shop, event)).body).toEqual({ stored: true })
      expect(await stored(event.id)).toMatchObject({ type, outcome: 'ignored' })
      expect((await shop.read(order)).status).toBe('pending_payment')
    },
  )

  test.each([
    ['with an unknown payment', { paymentId: 'sandbox_none', amount: 100 }],
    ['without a payment', { amount: 100 }],
  ])('an event %s is stored and has no effect', async (_case, data) => {
    const event = { id: `evt_${crypto.randomUUID()}`, type: 'payment_succeeded', data }
    expect((await deliver(shop, event)).status).toBe(200)
    expect(await stored(event.id)).toMatchObject({ outcome: 'unknown_payment' })
  })
})

describe('a captured amount other than the order’s total', () => {
  test('less: the order waits for the rest until it expires; then the part is refunded', async () => {
    const { sku, order } = await placed()
    const captured = order.total - 1
    await delivered(shop, eventOf(order, 'payment_succeeded', { amount: captured }))
    expect((await shop.read(order)).status).toBe('pending_payment')
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 2 })
    await shop.rows("update orders set expires_at = now() - interval '1 second' where id = $1", [order.id])
    await shop.job('expire-holds')
    await shop.job('deliver-outbox')
    expect((await shop.read(order)).status).toBe('expired')
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 0 })
    expect(await paymentAmounts(shop, order)).toMatchObject({
      captured,
      refunded: captured,
      refunds: [{ status: 'succeeded' }],
    })
  })

  test('more: the order is paid, and the surplus is refunded', async () => {
    const { sku, order } = await placed()
    await delivered(shop, eventOf(order, 'payment_succeeded', { amount: order.total + 1 }))
    await shop.job('deliver-outbox')
    expect((await shop.read(order)).status).toBe('paid')
    expect(await stockOf(shop, sku)).toEqual({ onHand: 3, held: 0 })
    const money = { captured: order.total + 1, refunded: 1, refunds: [{ status: 'succeeded' }] }
    expect(await paymentAmounts(shop, order)).toMatchObject(money)
  })

  test('none: the order stays pending', async () => {
    const { order } = await placed()
    await delivered(shop, eventOf(order, 'payment_succeeded'))
    expect((await shop.read(order)).status).toBe('pending_payment')
    expect(await paymentAmounts(shop, order)).toEqual({ captured: 0, refunded: 0, refunds: [] })
  })
})

describe('the event is stored before the 2xx', () => {
  test('5xx when it cannot be stored, so that the provider repeats it', async () => {
    const { order } = await placed()
    const body = JSON.stringify(eventOf(order, 'payment_succeeded', { amount: order.total }))
    const headers = { 'sandbox-signature': signatureOf(body) }
    const answer = await shopWithFailingRoutine(shop, 'store_payment_event').call('POST', webhook, {
      body,
      headers,
      outage: true,
    })
    expect(answer.status).toBeGreaterThanOrEqual(500)
    expect((await shop.call('POST', webhook, { body, headers })).body).toEqual({ stored: true })
    expect((await shop.read(order)).status).toBe('paid')
  })

  test('200 when it is stored but cannot be applied; a repeated delivery applies it', async () => {
    const { order } = await placed()
    const event = eventOf(order, 'payment_succeeded', { amount: order.total })
    expect((await deliver(shopWithFailingRoutine(shop, 'apply_payment_event'), event)).body).toEqual({ stored: true })
    expect(await stored(event.id)).toMatchObject({ outcome: null })
    expect((await shop.read(order)).status).toBe('pending_payment')
    expect((await deliver(shop, event)).body).toEqual({ stored: false })
    expect((await shop.read(order)).status).toBe('paid')
  })
})
