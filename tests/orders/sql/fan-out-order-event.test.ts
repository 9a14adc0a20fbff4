import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertOrder } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(() => insertOrder(shop, 'order', { status: 'cancelled', refunded: 250 }))

async function eventOf(columns: Record<string, Value> = {}): Promise<number> {
  const event = { topic: 'order_paid', order_id: 'order', payload: '{"orderId": "order"}', request_id: 'req_1' }
  await shop.insert('outbox', { ...event, created_at: fromNow(-60), ...columns })
  return Number((await shop.row('select max(id) as id from outbox'))?.id)
}
const endpoint = (id: string, columns: Record<string, Value> = {}) =>
  shop.insert('webhook_endpoints', { id, url: 'https://a.example', ...columns })
const fanOut = (outboxId: number, more: object = {}) =>
  shop.call('fan_out_order_event', { outboxId, type: 'order.paid', mail: null, staff: false, ...more })
const written = (after: number) =>
  shop.rows(
    'select topic, order_id, lane, payload, request_id, available_at = now() as due from outbox where id > $1 order by id',
    [after],
  )
const row = { order_id: 'order', request_id: 'req_1', due: true }

describe('fan_out_order_event', () => {
  test('marks an event without recipients as delivered', async () => {
    const event = await eventOf({ last_error: 'before' })
    expect(await fanOut(event)).toEqual({})
    expect(await written(event)).toEqual([])
    const done = 'select delivered_at = now() as done, last_error from outbox where id = $1'
    expect(await shop.row(done, [event])).toEqual({ done: true, last_error: null })
  })

  test('writes one mail to the shopper and one to staff, each in its own lane, with the request id', async () => {
    const event = await eventOf({ payload: '{"orderId": "order", "refundId": "rfd"}' })
    await fanOut(event, { mail: 'refunded', staff: true })
    const number = (await shop.row("select number from orders where id = 'order'"))?.number
    const about = { orderId: 'order', refundId: 'rfd' }
    expect(await written(event)).toEqual([
      { ...row, topic: 'order_mail', lane: 'order_mail', payload: { ...about, mail: 'refunded' } },
      {
        ...row,
        topic: 'staff_mail',
        lane: 'staff_mail',
        payload: { ...about, event: 'order.paid', orderNumber: number },
      },
    ])
  })

  test('delivers to active endpoints that subscribe to this type or to all types', async () => {
    await endpoint('b-all')
    await endpoint('a-paid', { event_types: ['order.placed', 'order.paid'] })
    await endpoint('c-placed', { event_types: ['order.placed'] })
    await endpoint('d-off', { active: false })
    const event = await eventOf()
    await fanOut(event)
    const deliveries = await shop.rows(
      'select id, endpoint_id, event_type, order_id, body::jsonb as body, status from webhook_deliveries order by endpoint_id',
    )
    const number = (await shop.row("select number from orders where id = 'order'"))?.number
    const body = {
      type: 'order.paid',
      timestamp: expect.stringMatching(/^[0-9-]{10}T[0-9:]{8}\.[0-9]{3}Z$/),
      data: {
        ...{ orderId: 'order', orderNumber: number, status: 'paid' },
        ...{ total: 1000, refunded: 250, currency: 'HKD' },
      },
    }
    const delivery = { id: expect.stringMatching(/^msg_[0-9a-f]{32}$/), event_type: 'order.paid', order_id: 'order' }
    expect(deliveries).toEqual([
      { ...delivery, endpoint_id: 'a-paid', body, status: 'waiting' },
      { ...delivery, endpoint_id: 'b-all', body, status: 'waiting' },
    ])
    expect(await written(event)).toEqual(
      deliveries.map(({ id, endpoint_id }) => {
        return { ...row, topic: 'webhook', lane: endpoint_id, payload: { deliveryId: id } }
      }),
    )
    const [first] = deliveries
    const at = `select (body::jsonb ->> $2)::timestamptz = date_trunc('milliseconds', now() - make_interval(secs => 60)) as same
      from webhook_deliveries where id = $1`
    expect(await shop.row(at, [String(first?.id), 'timestamp'])).toEqual({ same: true })
  })

  test('has the current order status for an event that is not a status', async () => {
    await endpoint('all')
    const event = await eventOf({ topic: 'refund_succeeded', payload: '{"orderId": "order", "refundId": "rfd"}' })
    await fanOut(event, { type: 'refund.succeeded' })
    expect(await shop.row('select body::jsonb as body from webhook_deliveries')).toMatchObject({
      body: { type: 'refund.succeeded', data: { orderId: 'order', refundId: 'rfd', status: 'cancelled' } },
    })
  })

  test('does nothing when repeated', async () => {
    await endpoint('all')
    const event = await eventOf()
    for (let count = 0; count < 2; count++) await fanOut(event, { mail: 'confirmation', staff: true })
    expect(await written(event)).toHaveLength(3)
    expect(await shop.rows('select from webhook_deliveries')).toHaveLength(1)
  })

  test('delivers a dead event that staff retry', async () => {
    const event = await eventOf({ dead_at: fromNow(-9) })
    await fanOut(event, { mail: 'confirmation' })
    const done = 'select delivered_at = now() as done, dead_at from outbox where id = $1'
    expect(await shop.row(done, [event])).toEqual({ done: true, dead_at: null })
  })

  test.each([
    ['no order', { order_id: null }],
    ['an unknown order', { order_id: 'gone' }],
  ])('writes nothing for an event of %s', async (_what, columns) => {
    await endpoint('all')
    const event = await eventOf(columns)
    await fanOut(event, { mail: 'confirmation', staff: true })
    expect(await written(event)).toEqual([])
    expect(await fanOut(event + 1_000)).toEqual({})
  })
})
