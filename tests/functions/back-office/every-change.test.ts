import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { manifest } from '../../../functions/_manifest.ts'
import type { EndpointDefinition } from '../../../shared/platform/http/definition.ts'
import { signUp } from '../../accounts/sign-up.ts'
import { testShop } from '../../support/shop.ts'
import { addProduct } from '../catalog/test-records.ts'
import { staffHeaders } from './staff.ts'

const shop = await testShop({ variables: { IMAGE_STORE: 's3://key:secret@images.example/bucket?region=eu' } })
const owner = await signUp(shop)
await shop.rows("update customers set role = 'admin' where id = $1", [owner.account.id])
const headers = await staffHeaders(shop, owner.account.id, 'admin')

interface Change {
  path: string
  body?: object | string
  /** The media type of a body that is not JSON. */
  type?: string
  entity: string
}
const send = (method: string, path: string, body?: object | string, more: Record<string, string> = {}) =>
  shop.call(method, path, { headers: { ...headers, ...more }, ...(body === undefined ? {} : { body }) })
async function made(path: string, body: object): Promise<Record<string, string>> {
  const answer = await send('POST', path, body)
  expect(answer.status, answer.text).toBe(201)
  return Object(answer.body)
}

let count = 0
const fresh = (prefix: string) => `${prefix}-${++count}`
const hours = (from: number) => new Date(Date.now() + from * 3_600_000).toISOString()
const coupon = () => ({ code: fresh('EACH'), type: 'amount', value: 100 })
const promotion = async () => ({
  ...{
    kind: 'bundle_price',
    quantity: 2,
    amount: 1500,
    description: { en: '2 for $15' },
    skus: [await addProduct(shop)],
  },
})
const sale = async () => ({
  ...{
    sku: await addProduct(shop),
    price: 500,
    allocation: 2,
    perCustomerLimit: 1,
    startsAt: hours(1),
    endsAt: hours(2),
  },
})
const slot = () => ({ startsAt: hours(48), endsAt: hours(50), cutoffAt: hours(40), capacity: 5, fee: 3500 })
const zone = () => ({ name: { en: fresh('Zone') } })
const webhook = { url: 'https://receiver.example/events' }
const product = () => ({ sku: fresh('EACH'), name: { en: 'Tea' }, category: 'drinks', unit: 'each', price: 900 })
const category = () => ({ name: { en: fresh('Shelf') } })
async function paid(): Promise<string> {
  const order = await shop.order({ lines: { [await addProduct(shop)]: 2 } })
  await shop.conclude(order)
  return order.id
}
/** One change for each endpoint, on its own records. A new endpoint needs an entry here. */
const changes: Record<string, () => Promise<Change>> = {
  'move-stock': async () => {
    return {
      path: `/admin/inventory/${await addProduct(shop)}/movements`,
      body: { delta: 3, reason: 'received' },
      entity: 'stock',
    }
  },
  'create-coupon': async () => ({ path: '/admin/coupons', body: coupon(), entity: 'coupon' }),
  'update-coupon': async () => {
    const { code } = await made('/admin/coupons', coupon())
    return { path: `/admin/coupons/${code}`, body: { value: 200 }, entity: 'coupon' }
  },
  'create-promotion': async () => ({ path: '/admin/promotions', body: await promotion(), entity: 'promotion' }),
  'update-promotion': async () => {
    const { id } = await made('/admin/promotions', await promotion())
    return { path: `/admin/promotions/${id}`, body: { amount: 1400 }, entity: 'promotion' }
  },
  'create-flash-sale': async () => ({ path: '/admin/flash-sales', body: await sale(), entity: 'flash_sale' }),
  'update-flash-sale': async () => {
    const { id } = await made('/admin/flash-sales', await sale())
    return { path: `/admin/flash-sales/${id}`, body: { price: 400 }, entity: 'flash_sale' }
  },
  'create-delivery-slot': async () => ({ path: '/admin/delivery-slots', body: slot(), entity: 'delivery_slot' }),
  'update-delivery-slot': async () => {
    const { id } = await made('/admin/delivery-slots', slot())
    return { path: `/admin/delivery-slots/${id}`, body: { capacity: 6 }, entity: 'delivery_slot' }
  },
  'create-delivery-zone': async () => ({ path: '/admin/delivery-zones', body: zone(), entity: 'delivery_zone' }),
  'update-delivery-zone': async () => {
    const { id } = await made('/admin/delivery-zones', zone())
    return { path: `/admin/delivery-zones/${id}`, body: { fee: 100 }, entity: 'delivery_zone' }
  },
  'create-webhook': async () => ({ path: '/admin/webhooks', body: webhook, entity: 'webhook' }),
  'update-webhook': async () => {
    const { id } = await made('/admin/webhooks', webhook)
    return { path: `/admin/webhooks/${id}`, body: { active: false }, entity: 'webhook' }
  },
  'delete-webhook': async () => {
    const { id } = await made('/admin/webhooks', webhook)
    return { path: `/admin/webhooks/${id}`, entity: 'webhook' }
  },
  'redeliver-webhook': async () => {
    const { id } = await made('/admin/webhooks', webhook)
    const delivery = fresh('delivery')
    await shop.rows(
      `insert into webhook_deliveries (id, endpoint_id, event_type, body, status, finished_at)
       values ($1, $2, 'order.paid', '{}', 'failed', now())`,
      [delivery, id],
    )
    return { path: `/admin/webhooks/${id}/deliveries/${delivery}/redeliver`, entity: 'webhook_delivery' }
  },
  'retry-outbox': async () => {
    const [row] = await shop.rows(
      `insert into outbox (topic, payload, order_id, dead_at) values ('refund_requested', '{}', $1, now()) returning id`,
      [await paid()],
    )
    return { path: `/admin/outbox/${row?.id}/retry`, entity: 'outbox_message' }
  },
  'create-category': async () => ({ path: '/admin/categories', body: category(), entity: 'category' }),
  'update-category': async () => {
    const { slug } = await made('/admin/categories', category())
    return { path: `/admin/categories/${slug}`, body: { name: { en: 'Renamed' } }, entity: 'category' }
  },
  'merge-category': async () => {
    const [from, into] = [await made('/admin/categories', category()), await made('/admin/categories', category())]
    return { path: `/admin/categories/${from.slug}/merge`, body: { into: into.slug }, entity: 'category' }
  },
  'delete-category': async () => {
    const { slug } = await made('/admin/categories', category())
    return { path: `/admin/categories/${slug}`, entity: 'category' }
  },
  'put-synonyms': async () => ({ path: '/admin/synonyms', body: { groups: [['tea', 'cha']] }, entity: 'synonyms' }),
  'create-product': async () => ({ path: '/admin/products', body: product(), entity: 'product' }),
  'update-product': async () => {
    const { sku } = await made('/admin/products', product())
    return { path: `/admin/products/${sku}`, body: { price: 800 }, entity: 'product' }
  },
  'import-products': async () => {
    const body = `sku,name_en,category,price\n${fresh('EACH')},Tea,Drinks,9.00\n`
    return { path: '/admin/products/import', body, type: 'text/csv', entity: 'catalog' }
  },
  'change-role': async () => {
    const { account } = await signUp(shop)
    return { path: `/admin/customers/${account.id}`, body: { role: 'staff' }, entity: 'customer' }
  },
  'refund-order': async () => {
    return { path: `/admin/orders/${await paid()}/refunds`, body: { amount: 5, reason: 'Bruised' }, entity: 'order' }
  },
  'write-off-payment': async () => {
    const order = await shop.order({ lines: { [await addProduct(shop, { unit: 'g', onHand: 5_000 })]: 2_000 } })
    await shop.conclude(order)
    await shop.call('POST', `/sandbox/payments/${order.payment.id}/capture-by-hand?amount=500`)
    return { path: `/admin/orders/${order.id}/write-offs`, body: { reason: 'Paid in cash' }, entity: 'order' }
  },
  'advance-order': async () => {
    return { path: `/admin/orders/${await paid()}/transitions`, body: { to: 'picking' }, entity: 'order' }
  },
}
/** Signs an upload and stores nothing. The image is in the log when it is added to a product. */
const changesNothing = ['prepare-image']

const definitions: EndpointDefinition[] = manifest.map(({ definition }) => definition)
const writes = definitions.filter(({ method, route }) => route.startsWith('/admin/') && method !== 'GET')
const named = (list: EndpointDefinition[]) => list.map((one) => [`${one.method} ${one.route}`, one] as const)

async function changeOf({ operation }: EndpointDefinition): Promise<Change> {
  const change = changes[operation]
  if (change === undefined) throw new Error(`add a change for ${operation} to this test`)
  return change()
}
const auditEntries = (requestId: string) =>
  shop.rows('select actor_id, actor_role, entity, before, after from audit_log where request_id = $1', [requestId])

describe('every change of the back office has an audit entry with actor, before, after and request id', () => {
  test.each(named(writes.filter(({ operation }) => !changesNothing.includes(operation))))(
    '%s',
    async (_name, definition) => {
      const { path, body, type, entity } = await changeOf(definition)
      const requestId = crypto.randomUUID()
      const keys = {
        'x-request-id': requestId,
        'idempotency-key': crypto.randomUUID(),
        ...(type === undefined ? {} : { 'content-type': type }),
      }
      const answer = await send(definition.method, path, body, keys)
      expect(answer.status, answer.text).toBeLessThan(300)
      const rows = await auditEntries(requestId)
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) {
        expect(row).toMatchObject({ actor_id: owner.account.id, actor_role: 'admin', entity })
        // A creation has no before and a deletion no after. All other changes have both, and they differ.
        expect(row.before).not.toEqual(row.after)
        if (definition.method === 'PATCH')
          expect(row).toMatchObject({ before: expect.anything(), after: expect.anything() })
        if (definition.method === 'DELETE') expect(row).toMatchObject({ before: expect.anything(), after: null })
      }
    },
  )

  test('a refused request has no audit entry', async () => {
    const requestId = crypto.randomUUID()
    const answer = await send('PATCH', '/admin/products/MILK-0001', { price: -1 }, { 'x-request-id': requestId })
    expect([answer.status, await auditEntries(requestId)]).toEqual([422, []])
  })

  test('a request that changes nothing has no audit entry', async () => {
    const requestId = crypto.randomUUID()
    const body = { sku: 'MILK-0001', contentType: 'image/png', bytes: 10 }
    const answer = await send('POST', '/admin/images', body, { 'x-request-id': requestId })
    expect([answer.status, await auditEntries(requestId)]).toEqual([201, []])
  })
})

describe('of two concurrent edits of the same version the second is refused', () => {
  const takesTags = ({ headers }: EndpointDefinition) => headers instanceof z.ZodObject && 'if-match' in headers.shape
  const edits = writes.filter(({ method, operation }) => method === 'PATCH' && operation !== 'change-role')

  test.each(named(edits))('412 and ETag: %s', async (_name, definition) => {
    expect(takesTags(definition)).toBe(true)
    const { path, body } = await changeOf(definition)
    const read = await send('GET', path)
    const tag = read.headers.get('etag') ?? ''
    const [first, second] = await Promise.all([1, 2].map(() => send('PATCH', path, body, { 'if-match': tag })))
    expect([first?.status, second?.status].sort()).toEqual([200, 412])
    const [changed, refused] = first?.status === 200 ? [first, second] : [second, first]
    expect(refused?.body).toMatchObject({ code: 'precondition_failed', version: Object(changed?.body).version })
    expect(changed?.headers.get('etag')).toBe(`"${Object(changed?.body).version}"`)
    expect((await send('GET', path)).headers.get('etag')).toBe(changed?.headers.get('etag'))
  })
})
