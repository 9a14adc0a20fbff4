import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { deliveryOf, endpointOf } from '../../support/sql/small-webhooks.ts'
import { lock, locked, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()
const PATIENCE = 600
const tried = { status: 503, error: null, milliseconds: 7 }
const failed = { outcome: 'failed', attempt: tried, last: false }
const record = (more: object) =>
  shop.call('record_webhook_attempt', { deliveryId: 'msg', patienceSeconds: PATIENCE, ...more })
const delivery = (id = 'msg') =>
  shop.row('select status, attempts, finished_at = now() as finished from webhook_deliveries where id = $1', [id])
const endpoint = (id = 'shop-a') =>
  shop.row(
    `select active, version, disabled_at = now() as disabled,
       extract(epoch from failing_since - now())::integer as failing from webhook_endpoints where id = $1`,
    [id],
  )
const told = () => shop.rows("select topic, payload from outbox where topic = 'staff_mail' and payload ? 'url'")
const fine = { active: true, version: 1, disabled: null, failing: null }
const at = expect.any(String)

beforeEach(async () => {
  for (const id of ['shop-a', 'shop-b']) await endpointOf(shop, id)
  await deliveryOf(shop, 'before', 'shop-b')
  await deliveryOf(shop, 'msg', 'shop-a')
  await deliveryOf(shop, 'other', 'shop-a')
})

describe('record_webhook_attempt', () => {
  test('delivered: the try is in the log, and the endpoint does not fail any more', async () => {
    await shop.write("update webhook_endpoints set failing_since = now() - interval '1 day'")
    expect(await record({ outcome: 'delivered', attempt: { ...tried, status: 204 }, last: true })).toEqual({
      disabled: false,
    })
    expect(await delivery()).toEqual({ status: 'delivered', attempts: [{ ...tried, status: 204, at }], finished: true })
    expect(await delivery('other')).toEqual({ status: 'waiting', attempts: [], finished: null })
    expect([await endpoint(), await endpoint('shop-b')]).toEqual([fine, { ...fine, failing: -86_400 }])
  })

  test.each(['delivered', 'skipped'])('%s is over, whether or not a try could follow', async (outcome) => {
    await record({ outcome, attempt: null, last: false })
    expect(await delivery()).toMatchObject({ status: outcome, finished: true })
    expect(await endpoint()).toEqual(fine)
  })

  test('delivered: an endpoint that does not fail is not written', async () => {
    const place = () => shop.row("select ctid::text as place from webhook_endpoints where id = 'shop-a'")
    const before = await place()
    await record({ outcome: 'delivered', attempt: tried, last: true })
    expect(await place()).toEqual(before)
  })

  test('failed: it waits, and the endpoint fails from now on, if it did not before', async () => {
    expect(await record(failed)).toEqual({ disabled: false })
    expect(await delivery()).toEqual({ status: 'waiting', attempts: [{ ...tried, at }], finished: null })
    expect([await endpoint(), await endpoint('shop-b')]).toEqual([{ ...fine, failing: 0 }, fine])
    await shop.write("update webhook_endpoints set failing_since = now() - interval '9 s' where id = 'shop-a'")
    await record(failed)
    expect(await endpoint()).toEqual({ ...fine, failing: -9 })
  })

  test('failed for the last time: given up', async () => {
    await record({ ...failed, last: true })
    expect(await delivery()).toMatchObject({ status: 'failed', finished: true })
  })

  test('skipped: no try, and nothing is said of the endpoint', async () => {
    await shop.write("update webhook_endpoints set failing_since = now() - interval '9 s' where id = 'shop-a'")
    expect(await record({ outcome: 'skipped', attempt: null, last: true })).toEqual({ disabled: false })
    expect(await delivery()).toEqual({ status: 'skipped', attempts: [], finished: true })
    expect(await endpoint()).toEqual({ ...fine, failing: -9 })
  })

  test('the latest ten tries are kept, oldest first', async () => {
    const before = Array.from({ length: 10 }, (_, n) => ({ n }))
    await shop.write("update webhook_deliveries set attempts = $1 where id = 'msg'", JSON.stringify(before))
    await record(failed)
    expect((await delivery())?.attempts).toEqual([...before.slice(1), { ...tried, at }])
  })

  test('disabled: it has failed for longer than one is patient; staff are told where it was', async () => {
    await shop.write("update webhook_endpoints set failing_since = now() - interval '600 s' where id = 'shop-a'")
    expect(await record(failed)).toEqual({ disabled: false })
    await shop.write("update webhook_endpoints set failing_since = now() - interval '601 s'")
    expect(await record(failed)).toEqual({ disabled: true })
    expect(await endpoint()).toEqual({ active: false, version: 2, disabled: true, failing: -601 })
    expect(await endpoint('shop-b')).toMatchObject({ active: true, version: 1 })
    const payload = { event: 'webhook.disabled', url: 'https://shop-a.example/' }
    expect(await told()).toEqual([{ topic: 'staff_mail', payload }])
    expect(await record(failed)).toEqual({ disabled: false })
    expect(await endpoint()).toMatchObject({ active: false, version: 2, disabled: true })
    expect(await told()).toHaveLength(1)
  })

  test('one that staff took out of service stays as they left it', async () => {
    const before = { active: false, disabled_at: fromNow(-5), failing_since: fromNow(-9_999) }
    await endpointOf(shop, 'shop-c', before)
    await deliveryOf(shop, 'late', 'shop-c')
    expect(await record({ ...failed, deliveryId: 'late' })).toEqual({ disabled: false })
    expect(await endpoint('shop-c')).toEqual({ active: false, version: 1, disabled: false, failing: -9_999 })
  })

  test('a delivery whose endpoint is gone: nothing', async () => {
    expect(await record({ ...failed, deliveryId: 'nobody-knows' })).toEqual({ disabled: false })
    expect(await endpoint()).toEqual(fine)
  })
})

describe.runIf(hasPostgres())('record_webhook_attempt beside another transaction', () => {
  const values = [JSON.stringify({ ...failed, deliveryId: 'msg', patienceSeconds: PATIENCE })]

  test('locks the endpoint, then the delivery', async () => {
    const { shop, meet } = await twoSessions()
    for (const id of ['shop-a', 'shop-b']) await endpointOf(shop, id)
    await deliveryOf(shop, 'msg', 'shop-a')
    const met = await meet({
      first: lock('webhook_endpoints', 'id', 'shop-a'),
      routine: 'record_webhook_attempt',
      values,
      meanwhile: () => locked(shop, 'webhook_deliveries', 'id'),
    })
    expect(met).toEqual({ waited: true, meanwhile: [], answer: { disabled: false } })
  })

  test('waits for who takes it out of service, and does not do it twice', async () => {
    const { shop, meet } = await twoSessions()
    await endpointOf(shop, 'shop-a', { failing_since: fromNow(-9_999) })
    await deliveryOf(shop, 'msg', 'shop-a')
    const { answer } = await meet({
      first: "update webhook_endpoints set active = false, disabled_at = now() where id = 'shop-a'",
      routine: 'record_webhook_attempt',
      values,
    })
    expect(answer).toEqual({ disabled: false })
  })

  test('waits for who writes the delivery, and keeps their try', async () => {
    const { shop, meet } = await twoSessions()
    await endpointOf(shop, 'shop-a')
    await deliveryOf(shop, 'msg', 'shop-a')
    const { waited } = await meet({
      first: `update webhook_deliveries set attempts = '[{"n": 1}]' where id = 'msg'`,
      routine: 'record_webhook_attempt',
      values,
    })
    const [row] = await shop.rows("select attempts from webhook_deliveries where id = 'msg'")
    expect([waited, row]).toEqual([true, { attempts: [{ n: 1 }, { ...tried, at }] }])
  })
})
