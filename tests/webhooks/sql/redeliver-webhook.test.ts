import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { actor, byActor } from '../../support/sql/actor.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'
import { insertDelivery, insertEndpoint, insertOutboxRow } from '../../support/sql/webhook-rows.ts'

const shop = await routineShop()
beforeEach(async () => {
  await insertEndpoint(shop, 'shop-a')
  await insertEndpoint(shop, 'shop-b')
  await insertDelivery(shop, 'other', 'shop-a', { status: 'failed', finished_at: fromNow(-5) })
})
const redeliver = (deliveryId: string, id = 'shop-a') => shop.call('redeliver_webhook', { actor, id, deliveryId })
const messages = () =>
  shop.rows(
    `select payload ->> 'deliveryId' as delivery, order_id, lane, attempts,
       extract(epoch from available_at - now())::integer as seconds from outbox where topic = 'webhook' order by id`,
  )
const recordOf = async (id: string) =>
  (await shop.row('select webhook_delivery_record(d) as record from webhook_deliveries d where id = $1', [id]))?.record

describe('redeliver_webhook', () => {
  test.each(['delivered', 'failed', 'skipped'])('a %s delivery waits again, with its attempts', async (status) => {
    await insertDelivery(shop, 'msg', 'shop-a', { status, finished_at: fromNow(-5), attempts: '[{"status": 500}]' })
    const before = await recordOf('msg')
    const record = await redeliver('msg')
    expect(record).toMatchObject({ id: 'msg', status: 'waiting', finishedAt: null, attempts: [{ status: 500 }] })
    expect(record).toEqual(await recordOf('msg'))
    expect(await messages()).toEqual([{ delivery: 'msg', order_id: 'order', lane: 'shop-a', attempts: 0, seconds: 0 }])
    expect(await recordOf('other')).toMatchObject({ status: 'failed' })
    const row = { ...byActor, action: 'redeliver', entity: 'webhook_delivery', entity_id: 'msg', before, after: record }
    expect(await shop.rows('select * from audit_log')).toMatchObject([row])
  })

  test('a waiting delivery is due now and not sent twice; other rows are unchanged', async () => {
    await insertDelivery(shop, 'msg', 'shop-a')
    await insertDelivery(shop, 'next', 'shop-a')
    await insertOutboxRow(shop, 'msg', { delivered_at: fromNow(-9) })
    await insertOutboxRow(shop, 'msg', { dead_at: fromNow(-9) })
    await insertOutboxRow(shop, 'msg')
    await insertOutboxRow(shop, 'next')
    await insertOutboxRow(shop, 'msg', { order_id: 'another' })
    await insertOutboxRow(shop, 'msg', { topic: 'order_mail' })
    const record = await redeliver('msg')
    expect(record).toEqual(await recordOf('msg'))
    const row = { order_id: 'order', lane: 'shop-a', attempts: 3 }
    expect(await messages()).toEqual([
      { ...row, delivery: 'msg', seconds: 900 },
      { ...row, delivery: 'msg', seconds: 900 },
      { ...row, delivery: 'msg', seconds: 0 },
      { ...row, delivery: 'next', seconds: 900 },
      { ...row, delivery: 'msg', order_id: 'another', seconds: 900 },
    ])
    const mail =
      "select extract(epoch from available_at - now())::integer as seconds from outbox where topic = 'order_mail' and order_id = 'order'"
    expect(await shop.row(mail)).toEqual({ seconds: 900 })
  })

  test.each([
    ['unknown', 'shop-a'],
    ['other', 'shop-b'],
  ])('webhook_delivery_not_found: %s of %s', async (delivery, endpoint) => {
    expect(await redeliver(delivery, endpoint)).toEqual({ refused: 'webhook_delivery_not_found', facts: {} })
    expect(await messages()).toEqual([])
  })
})

describe.runIf(hasPostgres())('redeliver_webhook beside another transaction', () => {
  test('the second of two concurrent calls finds it waiting: it is sent once', async () => {
    const { shop, meet } = await twoSessions()
    await insertEndpoint(shop, 'shop-a')
    await insertDelivery(shop, 'msg', 'shop-a', { status: 'failed', finished_at: fromNow(-5) })
    const { waited, answer } = await meet({
      first: "update webhook_deliveries set status = 'waiting', finished_at = null where id = 'msg'",
      routine: 'redeliver_webhook',
      values: [JSON.stringify({ actor, id: 'shop-a', deliveryId: 'msg' })],
    })
    expect({ waited, answer }).toMatchObject({ waited: true, answer: { status: 'waiting' } })
    expect(await shop.rows("select from outbox where topic = 'webhook'")).toEqual([])
  })
})
