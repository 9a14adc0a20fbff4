import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'
import { insertDelivery, insertEndpoint } from '../../support/sql/webhook-rows.ts'

const shop = await routineShop()
const DISABLE_AFTER_SECONDS = 600
const attempt = { status: 503, error: null, milliseconds: 7 }
const failed = { outcome: 'failed', attempt, last: false }
const record = (more: object) =>
  shop.call('record_webhook_attempt', { deliveryId: 'msg', disableAfterSeconds: DISABLE_AFTER_SECONDS, ...more })
const delivery = (id = 'msg') =>
  shop.row('select status, attempts, finished_at = now() as finished from webhook_deliveries where id = $1', [id])
const endpoint = (id = 'shop-a') =>
  shop.row(
    `select active, version, disabled_at = now() as disabled,
       extract(epoch from failing_since - now())::integer as failing from webhook_endpoints where id = $1`,
    [id],
  )
const staffMails = () => shop.rows("select topic, payload from outbox where topic = 'staff_mail' and payload ? 'url'")
const healthy = { active: true, version: 1, disabled: null, failing: null }
const at = expect.any(String)

beforeEach(async () => {
  for (const id of ['shop-a', 'shop-b']) await insertEndpoint(shop, id)
  await insertDelivery(shop, 'before', 'shop-b')
  await insertDelivery(shop, 'msg', 'shop-a')
  await insertDelivery(shop, 'other', 'shop-a')
})

describe('record_webhook_attempt', () => {
  test('delivered: the attempt is stored, and the endpoint is no longer failing', async () => {
    await shop.write("update webhook_endpoints set failing_since = now() - interval '1 day'")
    expect(await record({ outcome: 'delivered', attempt: { ...attempt, status: 204 }, last: true })).toEqual({
      disabled: false,
    })
    expect(await delivery()).toEqual({
      status: 'delivered',
      attempts: [{ ...attempt, status: 204, at }],
      finished: true,
    })
    expect(await delivery('other')).toEqual({ status: 'waiting', attempts: [], finished: null })
    expect([await endpoint(), await endpoint('shop-b')]).toEqual([healthy, { ...healthy, failing: -86_400 }])
  })

  test.each(['delivered', 'skipped'])('%s is final, also if another attempt would be possible', async (outcome) => {
    await record({ outcome, attempt: null, last: false })
    expect(await delivery()).toMatchObject({ status: outcome, finished: true })
    expect(await endpoint()).toEqual(healthy)
  })

  test('delivered: the row of a healthy endpoint is not updated', async () => {
    const place = () => shop.row("select ctid::text as place from webhook_endpoints where id = 'shop-a'")
    const before = await place()
    await record({ outcome: 'delivered', attempt, last: true })
    expect(await place()).toEqual(before)
  })

  test('failed: the delivery waits, and the endpoint is failing from the first failure', async () => {
    expect(await record(failed)).toEqual({ disabled: false })
    expect(await delivery()).toEqual({ status: 'waiting', attempts: [{ ...attempt, at }], finished: null })
    expect([await endpoint(), await endpoint('shop-b')]).toEqual([{ ...healthy, failing: 0 }, healthy])
    await shop.write("update webhook_endpoints set failing_since = now() - interval '9 s' where id = 'shop-a'")
    await record(failed)
    expect(await endpoint()).toEqual({ ...healthy, failing: -9 })
  })

  test('failed for the last time: the delivery is final', async () => {
    await record({ ...failed, last: true })
    expect(await delivery()).toMatchObject({ status: 'failed', finished: true })
  })

  test('skipped: no attempt, and the endpoint is unchanged', async () => {
    await shop.write("update webhook_endpoints set failing_since = now() - interval '9 s' where id = 'shop-a'")
    expect(await record({ outcome: 'skipped', attempt: null, last: true })).toEqual({ disabled: false })
    expect(await delivery()).toEqual({ status: 'skipped', attempts: [], finished: true })
    expect(await endpoint()).toEqual({ ...healthy, failing: -9 })
  })

  test('the latest ten attempts are stored, oldest first', async () => {
    const before = Array.from({ length: 10 }, (_, n) => ({ n }))
    await shop.write("update webhook_deliveries set attempts = $1 where id = 'msg'", JSON.stringify(before))
    await record(failed)
    expect((await delivery())?.attempts).toEqual([...before.slice(1), { ...attempt, at }])
  })

  test('an endpoint that fails for too long is disabled, with a mail to staff', async () => {
    await shop.write("update webhook_endpoints set failing_since = now() - interval '600 s' where id = 'shop-a'")
    expect(await record(failed)).toEqual({ disabled: false })
    await shop.write("update webhook_endpoints set failing_since = now() - interval '601 s'")
    expect(await record(failed)).toEqual({ disabled: true })
    expect(await endpoint()).toEqual({ active: false, version: 2, disabled: true, failing: -601 })
    expect(await endpoint('shop-b')).toMatchObject({ active: true, version: 1 })
    const payload = { event: 'webhook.disabled', url: 'https://shop-a.example/' }
    expect(await staffMails()).toEqual([{ topic: 'staff_mail', payload }])
    expect(await record(failed)).toEqual({ disabled: false })
    expect(await endpoint()).toMatchObject({ active: false, version: 2, disabled: true })
    expect(await staffMails()).toHaveLength(1)
  })

  test('an endpoint that staff have disabled is unchanged', async () => {
    const before = { active: false, disabled_at: fromNow(-5), failing_since: fromNow(-9_999) }
    await insertEndpoint(shop, 'shop-c', before)
    await insertDelivery(shop, 'late', 'shop-c')
    expect(await record({ ...failed, deliveryId: 'late' })).toEqual({ disabled: false })
    expect(await endpoint('shop-c')).toEqual({ active: false, version: 1, disabled: false, failing: -9_999 })
  })

  test('a delivery of a deleted endpoint: no change', async () => {
    expect(await record({ ...failed, deliveryId: 'unknown' })).toEqual({ disabled: false })
    expect(await endpoint()).toEqual(healthy)
  })
})

describe.runIf(hasPostgres())('record_webhook_attempt beside another transaction', () => {
  const values = [JSON.stringify({ ...failed, deliveryId: 'msg', disableAfterSeconds: DISABLE_AFTER_SECONDS })]

  test('locks the endpoint, then the delivery', async () => {
    const { shop, meet } = await twoSessions()
    for (const id of ['shop-a', 'shop-b']) await insertEndpoint(shop, id)
    await insertDelivery(shop, 'msg', 'shop-a')
    const met = await meet({
      first: lockStatement('webhook_endpoints', 'id', 'shop-a'),
      routine: 'record_webhook_attempt',
      values,
      meanwhile: () => readLockedKeys(shop, 'webhook_deliveries', 'id'),
    })
    expect(met).toEqual({ waited: true, meanwhile: [], answer: { disabled: false } })
  })

  test('waits for a transaction that disables the endpoint, and does not disable it again', async () => {
    const { shop, meet } = await twoSessions()
    await insertEndpoint(shop, 'shop-a', { failing_since: fromNow(-9_999) })
    await insertDelivery(shop, 'msg', 'shop-a')
    const { answer } = await meet({
      first: "update webhook_endpoints set active = false, disabled_at = now() where id = 'shop-a'",
      routine: 'record_webhook_attempt',
      values,
    })
    expect(answer).toEqual({ disabled: false })
  })

  test('waits for a transaction that writes the delivery, and keeps its attempt', async () => {
    const { shop, meet } = await twoSessions()
    await insertEndpoint(shop, 'shop-a')
    await insertDelivery(shop, 'msg', 'shop-a')
    const { waited } = await meet({
      first: `update webhook_deliveries set attempts = '[{"n": 1}]' where id = 'msg'`,
      routine: 'record_webhook_attempt',
      values,
    })
    const [row] = await shop.rows("select attempts from webhook_deliveries where id = 'msg'")
    expect([waited, row]).toEqual([true, { attempts: [{ n: 1 }, { ...attempt, at }] }])
  })
})
