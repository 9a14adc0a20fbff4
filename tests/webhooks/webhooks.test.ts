import { Webhook } from 'standardwebhooks'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { DeliveryPage, WebhookWithSecret } from '../../shared/webhooks/webhook.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'
import { startReceiver } from './receiver.ts'

const receiver = await startReceiver()
afterAll(() => receiver.stop())
const shop = await testShop()
const headers = await staffHeaders(shop)
const send = (method: string, path: string, body?: unknown) =>
  shop.call(method, `/admin/webhooks${path}`, { headers, ...(body === undefined ? {} : { body }) })
const register = async (more: object = {}) =>
  WebhookWithSecret.parse((await send('POST', '', { url: receiver.url, ...more })).body)
const deliveries = async (id: string) => DeliveryPage.parse((await send('GET', `/${id}/deliveries`)).body)
async function deliver(): Promise<void> {
  while ((await shop.job('deliver-outbox')).processed > 0);
}
const makeDue = () => shop.rows("update outbox set available_at = now() where topic = 'webhook' and dead_at is null")
const placed = async () => shop.order({ lines: { [await addProduct(shop)]: 1 } })

beforeEach(async () => {
  Object.assign(receiver.behaviour, { status: 204, location: '' })
  await deliver()
  await shop.rows("delete from outbox where topic = 'webhook'")
  await shop.rows('delete from webhook_endpoints')
  receiver.requests.length = 0
})

describe('an event', () => {
  test('is signed for an independent verifier, without personal data, in the order of the events', async () => {
    const { secret } = await register()
    const order = await placed()
    await shop.conclude(order)
    await deliver()
    const verifier = new Webhook(secret ?? '')
    const events = receiver.requests.map(({ body, headers }) => verifier.verify(body, headers))
    expect(events).toMatchObject([
      { type: 'order.placed', data: { orderId: order.id, status: 'pending_payment', total: order.total } },
      { type: 'order.paid', data: { orderId: order.id, status: 'paid', currency: 'HKD' } },
    ])
    expect(JSON.stringify(receiver.requests)).not.toMatch(/shopper@example\.com|pay_|sandbox_/)
    const [first] = receiver.requests
    expect(() => verifier.verify(`${first?.body} `, first?.headers ?? {})).toThrow()
  })

  test('is sent only to active endpoints with its type', async () => {
    await register({ eventTypes: ['order.cancelled'] })
    await register({ active: false })
    const order = await placed()
    await shop.cancel(order)
    await deliver()
    expect(receiver.requests.map(({ body }) => JSON.parse(body).type)).toEqual(['order.cancelled'])
  })

  test('that the receiver refuses is retried with the same id and body; the log has each attempt', async () => {
    const { id } = await register({ eventTypes: ['order.placed'] })
    receiver.behaviour.status = 500
    await placed()
    await deliver()
    receiver.behaviour.status = 200
    await makeDue()
    await deliver()
    const [first, second] = receiver.requests
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(second?.body).toBe(first?.body)
    expect(await deliveries(id)).toMatchObject({
      items: [{ id: first?.headers['webhook-id'], status: 'delivered', attempts: [{ status: 500 }, { status: 200 }] }],
    })
  })

  test.each([
    [302, 'waiting'],
    [410, 'failed'],
  ] as const)('with the response %i is %s: no redirects, no retry after 410', async (status, expected) => {
    const { id } = await register({ eventTypes: ['order.placed'] })
    Object.assign(receiver.behaviour, { status, location: `${receiver.url}/elsewhere` })
    await placed()
    await deliver()
    expect(receiver.requests).toHaveLength(1)
    expect(await deliveries(id)).toMatchObject({ items: [{ status: expected, attempts: [{ status }] }] })
  })
})

describe('the log of deliveries', () => {
  const failedOnce = async (events: number) => {
    const { id } = await register({ eventTypes: ['order.placed'] })
    receiver.behaviour.status = 500
    for (let count = 0; count < events; count++) await placed()
    await deliver()
    return id
  }

  test('a waiting delivery can be sent at once, and is sent once', async () => {
    const id = await failedOnce(1)
    await deliver()
    expect(receiver.requests).toHaveLength(1)
    const [waiting] = (await deliveries(id)).items
    receiver.behaviour.status = 204
    for (let click = 0; click < 2; click++) {
      const again = await send('POST', `/${id}/deliveries/${waiting?.id}/redeliver`)
      expect(again).toMatchObject({ status: 200, body: { status: 'waiting' } })
    }
    await deliver()
    expect(receiver.requests).toHaveLength(2)
    expect((await deliveries(id)).items).toMatchObject([{ id: waiting?.id, status: 'delivered' }])
  })

  test('is read in pages, newest first, each delivery once; an unknown cursor returns an empty page', async () => {
    const id = await failedOnce(5)
    const page = async (query: string) => DeliveryPage.parse((await send('GET', `/${id}/deliveries?${query}`)).body)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { items, nextCursor }: Awaited<ReturnType<typeof page>> = await page(
        `limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      seen.push(...items.map((item) => item.id))
      cursor = nextCursor
    }
    expect(seen).toEqual((await deliveries(id)).items.map((item) => item.id))
    expect(new Set(seen).size).toBe(5)
    const times = (await deliveries(id)).items.map(({ createdAt }) => createdAt)
    expect(times).toEqual(times.toSorted().toReversed())
    expect(await page('cursor=msg_none')).toEqual({ items: [], nextCursor: null })
    expect((await send('GET', `/${id}/deliveries?limit=0`)).status).toBe(422)
  })
})

describe('a secret', () => {
  test('is shown once: whsec_ and 32 bytes', async () => {
    const { id, secret } = await register()
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect((await send('GET', `/${id}`)).text).not.toContain('whsec_')
    expect((await send('GET', '')).text).not.toContain('whsec_')
    expect(JSON.stringify(await auditEntries(shop, 'webhook', id))).not.toContain('whsec_')
  })

  test('that was changed: both are valid for 24 hours, then only the new one', async () => {
    const before = await register({ eventTypes: ['order.placed'] })
    const after = WebhookWithSecret.parse((await send('PATCH', `/${before.id}`, { rotateSecret: true })).body)
    expect(after.secret).not.toBe(before.secret)
    await placed()
    await deliver()
    const [both] = receiver.requests
    for (const secret of [before.secret, after.secret]) {
      expect(new Webhook(secret ?? '').verify(both?.body ?? '', both?.headers ?? {})).toBeTruthy()
    }
    await shop.rows("update webhook_endpoints set previous_secret_until = now() - interval '1 second'")
    await placed()
    await deliver()
    const last = receiver.requests.at(-1)
    expect(() => new Webhook(before.secret ?? '').verify(last?.body ?? '', last?.headers ?? {})).toThrow()
    expect(new Webhook(after.secret ?? '').verify(last?.body ?? '', last?.headers ?? {})).toBeTruthy()
  })
})

describe('an endpoint', () => {
  test('that fails for days is disabled, with a mail to staff; it can be activated again', async () => {
    const { id } = await register({ eventTypes: ['order.placed'] })
    receiver.behaviour.status = 503
    await placed()
    await deliver()
    expect((await send('GET', `/${id}`)).body).toMatchObject({ active: true, failingSince: expect.any(String) })
    await shop.rows("update webhook_endpoints set failing_since = now() - interval '73 hours'")
    await makeDue()
    await shop.job('deliver-outbox')
    expect((await send('GET', `/${id}`)).body).toMatchObject({ active: false, disabledAt: expect.any(String) })
    expect(await shop.rows("select payload ->> 'event' as event from outbox where topic = 'staff_mail'")).toEqual([
      { event: 'webhook.disabled' },
    ])
    await makeDue()
    await deliver()
    const { items } = await deliveries(id)
    expect(items).toMatchObject([{ status: 'skipped' }])
    receiver.behaviour.status = 200
    expect((await send('PATCH', `/${id}`, { active: true })).body).toMatchObject({ active: true, disabledAt: null })
    const again = await send('POST', `/${id}/deliveries/${items[0]?.id}/redeliver`)
    expect(again).toMatchObject({ status: 200, body: { status: 'waiting' } })
    await deliver()
    expect((await deliveries(id)).items).toMatchObject([{ status: 'delivered' }])
    expect((await send('GET', `/${id}`)).body).toMatchObject({ failingSince: null })
  })

  test('that is deleted gets no more events; the audit log has both changes', async () => {
    const { id } = await register()
    await placed()
    expect((await send('DELETE', `/${id}`)).status).toBe(204)
    await deliver()
    expect(receiver.requests).toEqual([])
    expect(await auditEntries(shop, 'webhook', id)).toMatchObject([{ action: 'create' }, { action: 'delete' }])
    for (const [method, path, body] of [['GET', ''] as const, ['DELETE', ''] as const, ['PATCH', '', {}] as const]) {
      expect(await send(method, `/${id}${path}`, body)).toMatchObject({
        status: 404,
        body: { code: 'webhook_not_found' },
      })
    }
    const none = await send('POST', `/${id}/deliveries/msg_none/redeliver`)
    expect(none).toMatchObject({ status: 404, body: { code: 'webhook_delivery_not_found' } })
  })

  test('without a public https URL: 422 webhook_url_refused', async () => {
    for (const url of ['http://shop.example/', 'https://10.0.0.1/', 'https://a:b@shop.example/']) {
      expect(await send('POST', '', { url })).toMatchObject({ status: 422, body: { code: 'webhook_url_refused' } })
    }
  })
})
