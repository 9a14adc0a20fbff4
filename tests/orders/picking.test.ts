import { describe, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/views/order.ts'
import { StaffOrder } from '../../shared/orders/views/staff-order.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'
import { stockOf } from './order-rows.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const advance = (id: string, body: object) => shop.call('POST', `/admin/orders/${id}/transitions`, { headers, body })
const staffView = async (id: string) =>
  StaffOrder.parse((await shop.call('GET', `/admin/orders/${id}`, { headers })).body)

interface Item {
  quantity: number
  substitution?: object | string
}

/** A paid order of these items with their substitution preferences. */
async function paid(lines: Record<string, Item>, basket: { coupon?: string; slotId?: string } = {}): Promise<Order> {
  const cart = await shop.cart()
  for (const [sku, body] of Object.entries(lines)) await shop.call('PUT', `/carts/${cart.id}/items/${sku}`, { body })
  if (basket.coupon !== undefined) {
    await shop.call('PUT', `/carts/${cart.id}/coupon`, { body: { code: basket.coupon } })
  }
  const { body } = await shop.call('GET', `/carts/${cart.id}`)
  const placed = await shop.place({ ...cart, total: Number(Object(body).total) })
  expect(placed.status, placed.text).toBe(201)
  const order = Object(placed.body)
  await shop.conclude(order)
  return order
}

async function picking(lines: Record<string, Item>, basket = {}): Promise<Order> {
  const order = await paid(lines, basket)
  expect((await advance(order.id, { to: 'picking' })).status).toBe(200)
  return order
}

describe('transitions', () => {
  test('paid, picking, packed, out for delivery, delivered; each repeated request changes nothing', async () => {
    const sku = await addProduct(shop)
    const order = await paid({ [sku]: { quantity: 2 } })
    for (const to of ['picking', 'packed', 'out_for_delivery', 'delivered']) {
      const first = await advance(order.id, { to })
      expect(first, first.text).toMatchObject({ status: 200, body: { status: to === 'packed' ? 'picking' : to } })
      expect(await advance(order.id, { to })).toMatchObject({ status: 200, body: first.body })
    }
    const { history, packedAt, total } = await staffView(order.id)
    expect(history.map(({ status }) => status)).toEqual([
      ...['pending_payment', 'paid', 'picking', 'out_for_delivery', 'delivered'],
    ])
    expect([typeof packedAt, total]).toEqual(['string', 2000])
    expect(await auditEntries(shop, 'order', order.id)).toMatchObject([
      { action: 'picking', actor: 'cus_staff', before: { stage: 'paid' }, after: { stage: 'picking' } },
      { action: 'packed', after: { stage: 'packed' } },
      { action: 'out_for_delivery' },
      { action: 'delivered' },
    ])
  })

  test('409 transition_not_allowed lists the allowed stages', async () => {
    const order = await paid({ [await addProduct(shop)]: { quantity: 1 } })
    const answer = await advance(order.id, { to: 'delivered' })
    expect([answer.status, answer.body]).toEqual([409, expect.objectContaining({ code: 'transition_not_allowed' })])
    expect(answer.body).toMatchObject({ orderStage: 'paid', allowed: ['picking', 'cancelled'] })
    await advance(order.id, { to: 'picking' })
    await advance(order.id, { to: 'packed' })
    expect(await advance(order.id, { to: 'cancelled' })).toMatchObject({ status: 409, body: { orderStage: 'packed' } })
    expect(await advance(order.id, { to: 'picking' })).toMatchObject({ status: 409 })
  })

  test('the shopper can cancel until picking, staff until packing', async () => {
    const sku = await addProduct(shop, { onHand: 5 })
    const order = await picking({ [sku]: { quantity: 2 } })
    expect(await shop.cancel(order)).toMatchObject({ status: 409, body: { code: 'order_not_cancellable' } })
    expect(await advance(order.id, { to: 'cancelled' })).toMatchObject({ status: 200, body: { status: 'cancelled' } })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 0 })
    await shop.job('deliver-outbox')
    expect(await shop.read(order)).toMatchObject({ refunded: 2000 })
  })

  test('404 order_not_found', async () => {
    for (const body of [{ to: 'picking' }, { to: 'picking', picked: [] }]) {
      expect(await advance('ord_none', body)).toMatchObject({ status: 404, body: { code: 'order_not_found' } })
    }
    const read = await shop.call('GET', '/admin/orders/ord_none', { headers })
    expect(read).toMatchObject({ status: 404, body: { code: 'order_not_found' } })
  })

  test('422 for picks with a transition that does not allow them', async () => {
    const answer = await advance('ord_none', { to: 'delivered', picked: [] })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'picked' }] } })
  })
})

describe('picks', () => {
  test('with missing units change lines, total, ledger and refund to the cent', async () => {
    const [short, weighed] = [
      await addProduct(shop, { price: 999 }),
      await addProduct(shop, { price: 8990, unit: 'g', onHand: 900 }),
    ]
    const coupon = await addCoupon(shop, { value: 500 })
    const order = await picking({ [short]: { quantity: 3 }, [weighed]: { quantity: 500 } }, { coupon })
    const picked = [
      { sku: short, quantity: 2 },
      { sku: weighed, quantity: 480 },
    ]
    const answer = await advance(order.id, { to: 'out_for_delivery', picked })
    expect(answer.status, answer.text).toBe(200)
    const packed = StaffOrder.parse(answer.body)
    expect(packed).toMatchObject({ status: 'out_for_delivery', subtotal: 1998 + 4315 })
    expect(packed.total).toBeLessThan(order.total)
    expect(packed.lines).toMatchObject([
      { sku: short, quantity: 2, orderedQuantity: 3, subtotal: 1998 },
      { sku: weighed, quantity: 480, orderedQuantity: 500, subtotal: 4315 },
    ])
    expect(await stockOf(shop, short)).toEqual({ onHand: 8, held: 0 })
    expect(await stockOf(shop, weighed)).toEqual({ onHand: 420, held: 0 })
    await shop.job('deliver-outbox')
    await shop.job('process-webhooks')
    const paidFor = await shop.rows('select captured, refunded from payments where order_id = $1', [order.id])
    expect(Number(paidFor[0]?.captured) - Number(paidFor[0]?.refunded)).toBe(packed.total)
  })

  test('that are repeated change nothing; other picks are 409 already_packed', async () => {
    const sku = await addProduct(shop)
    const order = await paid({ [sku]: { quantity: 3 } })
    const request = { to: 'picking', picked: [{ sku, quantity: 2 }] }
    const first = await advance(order.id, request)
    expect(first).toMatchObject({ status: 200, body: { status: 'picking', total: 2000 } })
    expect((await advance(order.id, request)).body).toEqual(first.body)
    const other = { ...request, picked: [{ sku, quantity: 1 }] }
    expect(await advance(order.id, other)).toMatchObject({ status: 409, body: { code: 'already_packed' } })
    expect(await advance(order.id, { ...request, to: 'out_for_delivery' })).toMatchObject({ status: 200 })
  })

  test('without any units cancel the order, return the stock and refund the payment', async () => {
    const sku = await addProduct(shop, { onHand: 4 })
    const order = await picking({ [sku]: { quantity: 3 } })
    const request = { to: 'packed', picked: [{ sku, quantity: 0 }] }
    for (const _time of [1, 2]) {
      expect(await advance(order.id, request)).toMatchObject({
        status: 200,
        body: { status: 'cancelled', total: 3000 },
      })
    }
    expect(await stockOf(shop, sku)).toEqual({ onHand: 4, held: 0 })
    await shop.job('deliver-outbox')
    expect(await shop.read(order)).toMatchObject({ status: 'cancelled', refunded: 3000 })
  })

  test('with excess weight do not charge the excess', async () => {
    const sku = await addProduct(shop, { price: 10_000, unit: 'g', onHand: 1000 })
    const order = await picking({ [sku]: { quantity: 300 } })
    const packed = await advance(order.id, { to: 'packed', picked: [{ sku, quantity: 325 }] })
    expect(packed).toMatchObject({ status: 200, body: { total: 3000, lines: [{ quantity: 300 }] } })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 675, held: 0 })
    expect((await staffView(order.id)).pickList.ambient).toMatchObject([{ ordered: 300, picked: 325 }])
  })

  test('do not change the response to a repeated order request', async () => {
    const sku = await addProduct(shop)
    const cart = await shop.cart({ lines: { [sku]: 2 } })
    const key = crypto.randomUUID()
    const placed = await shop.place(cart, { key })
    await shop.conclude(Object(placed.body))
    const { id } = Object(placed.body)
    await advance(id, { to: 'picking', picked: [{ sku, quantity: 1 }] })
    expect((await shop.place(cart, { key })).text).toBe(placed.text)
  })

  test('409 invalid_picks lists every fault', async () => {
    const [apple, pear] = [await addProduct(shop), await addProduct(shop)]
    const [other, meat] = [await addProduct(shop), await addProduct(shop, { unit: 'g' })]
    const order = await picking({ [apple]: { quantity: 2 }, [pear]: { quantity: 1, substitution: 'similar' } })
    const faultsOf = async (picked: object[]) => {
      const { status, body } = await advance(order.id, { to: 'packed', picked })
      expect([status, Object(body).code]).toEqual([409, 'invalid_picks'])
      return Object(body).errors.map(({ path, sku }: { path: string; sku: string }) => `${path} ${sku}`)
    }
    const all = [
      { sku: apple, quantity: 2 },
      { sku: pear, quantity: 0 },
    ]
    expect(await faultsOf([])).toEqual([`picked ${apple}`, `picked ${pear}`])
    expect(await faultsOf([...all, { sku: apple, quantity: 1 }])).toEqual([`picked.2 ${apple}`])
    expect(await faultsOf([{ sku: apple, quantity: 3 }, all[1] ?? {}])).toEqual([`picked.0 ${apple}`])
    expect(await faultsOf([...all.slice(1), { sku: apple, quantity: 1, substitutes: pear }])).toEqual([
      `picked.1 ${apple}`,
    ])
    expect(await faultsOf([...all, { sku: 'NONE', quantity: 1, substitutes: pear }])).toEqual(['picked.2 NONE'])
    expect(await faultsOf([...all, { sku: meat, quantity: 1 }])).toEqual([`picked.2 ${meat}`])
    expect(await faultsOf([...all, { sku: other, quantity: 2 }])).toEqual([`picked.2 ${other}`])
    expect(await faultsOf([...all, { sku: other, quantity: 1, substitutes: apple }])).toEqual([`picked.2 ${other}`])
    expect(await faultsOf([...all, { sku: other, quantity: 1, substitutes: 'NONE' }])).toEqual([`picked.2 ${other}`])
    const twice = { sku: other, quantity: 1 }
    expect(await faultsOf([...all, twice, twice])).toEqual([`picked.3 ${other}`])
    expect((await staffView(order.id)).packedAt).toBeNull()
  })
})

describe('substitutes', () => {
  test('cost at most the agreed price, and are taken from stock', async () => {
    const [tea, rice] = [await addProduct(shop, { price: 2000 }), await addProduct(shop, { price: 3000 })]
    const [dear, cheap] = [await addProduct(shop, { price: 2500 }), await addProduct(shop, { price: 1200 })]
    const order = await picking({
      [tea]: { quantity: 2, substitution: 'similar' },
      [rice]: { quantity: 1, substitution: { type: 'sku', sku: cheap } },
    })
    const picked = [
      { sku: tea, quantity: 1 },
      { sku: rice, quantity: 0 },
      { sku: dear, quantity: 1 },
      { sku: cheap, quantity: 1 },
    ]
    const answer = await advance(order.id, { to: 'packed', picked })
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body).toMatchObject({
      ...{ total: 2000 + 2000 + 1200, subtotal: 2000 + 2500 + 1200, discount: 500 },
      promotions: [{ code: 'SUBSTITUTION', amount: 500 }],
      lines: [
        { sku: tea, quantity: 1, total: 2000 },
        { sku: rice, quantity: 0, total: 0 },
        { sku: dear, quantity: 1, orderedQuantity: 0, substitutes: tea, total: 2000 },
        { sku: cheap, quantity: 1, orderedQuantity: 0, substitutes: rice, total: 1200 },
      ],
    })
    for (const sku of [dear, cheap]) expect(await stockOf(shop, sku)).toEqual({ onHand: 9, held: 0 })
    for (const sku of [rice, tea]) expect((await stockOf(shop, sku)).onHand).toBe(sku === rice ? 10 : 9)
    expect(await advance(order.id, { to: 'packed', picked })).toMatchObject({ status: 200, body: answer.body })
  })

  test.each([
    ['none', 'none', 1000],
    ['another product', { type: 'sku', sku: 'MILK-0001' }, 1000],
    ['a price below it', { type: 'similar', maximumPrice: 999 }, 1000],
  ])('409 for a substitute against the preference %s', async (_what, substitution, price) => {
    const [sku, other] = [await addProduct(shop), await addProduct(shop, { price })]
    const order = await picking({ [sku]: { quantity: 1, substitution } })
    const picked = [
      { sku, quantity: 0 },
      { sku: other, quantity: 1, substitutes: sku },
    ]
    const answer = await advance(order.id, { to: 'packed', picked })
    expect(answer).toMatchObject({ status: 409, body: { code: 'invalid_picks', errors: [{ sku: other }] } })
  })

  test('409 for an age-restricted substitute in another order, and for one in another unit', async () => {
    const [sku, liquor, loose] = [await addProduct(shop), await addProduct(shop), await addProduct(shop, { unit: 'g' })]
    await shop.rows('update products set age_restricted = true where sku = $1', [liquor])
    const order = await picking({ [sku]: { quantity: 1, substitution: 'similar' } })
    for (const other of [liquor, loose]) {
      const picked = [
        { sku, quantity: 0 },
        { sku: other, quantity: 1 },
      ]
      const answer = await advance(order.id, { to: 'packed', picked })
      expect(answer).toMatchObject({ status: 409, body: { errors: [{ sku: other }] } })
    }
  })

  test('409 insufficient_stock for a substitute without stock', async () => {
    const [sku, gone] = [await addProduct(shop), await addProduct(shop, { onHand: 0 })]
    const order = await picking({ [sku]: { quantity: 1, substitution: 'similar' } })
    const picked = [
      { sku, quantity: 0 },
      { sku: gone, quantity: 1 },
    ]
    const answer = await advance(order.id, { to: 'packed', picked })
    expect(answer).toMatchObject({ status: 409, body: { code: 'insufficient_stock', errors: [{ sku: gone }] } })
    expect((await staffView(order.id)).packedAt).toBeNull()
  })
})

test('the pick list is split by temperature, with substitution preferences and age restrictions', async () => {
  const order = await paid({
    'MILK-0001': { quantity: 1, substitution: 'similar' },
    [await addProduct(shop)]: { quantity: 1 },
  })
  const { pickList, email } = await staffView(order.id)
  expect(email).toBe('shopper@example.com')
  expect(pickList.chilled).toMatchObject([
    { sku: 'MILK-0001', ordered: 1, picked: null, ageRestricted: false, substitution: { type: 'similar' } },
  ])
  expect([pickList.ambient.length, pickList.frozen.length]).toEqual([1, 0])
})

describe('GET /admin/orders', () => {
  const list = async (query: Record<string, string>) => {
    const { status, body, text } = await shop.call('GET', `/admin/orders?${new URLSearchParams(query)}`, { headers })
    expect(status, text).toBe(200)
    return { ids: Object(body).items.map(({ id }: { id: string }) => id), next: Object(body).nextCursor }
  }

  test('filters by status, packing, slot, customer, e-mail, number and time; newest first, in pages', async () => {
    const [sku, slotId] = [await addProduct(shop), await addSlot(shop)]
    const waiting = await shop.order({ lines: { [sku]: 1 }, slotId }, { email: 'List@Example.com' })
    const order = await picking({ [sku]: { quantity: 1 } })
    expect((await list({ status: 'pending_payment' })).ids[0]).toBe(waiting.id)
    expect((await list({ status: 'picking', packed: 'false' })).ids[0]).toBe(order.id)
    expect((await list({ packed: 'true' })).ids).not.toContain(order.id)
    expect((await list({ slotId })).ids).toEqual([waiting.id])
    expect((await list({ email: 'list@example.com' })).ids).toEqual([waiting.id])
    expect((await list({ number: order.number })).ids).toEqual([order.id])
    expect((await list({ customerId: 'cus_none' })).ids).toEqual([])
    expect((await list({ to: '2020-01-01T00:00:00Z' })).ids).toEqual([])
    const first = await list({ from: '2020-01-01T00:00:00Z', limit: '1' })
    expect(first.ids).toEqual([order.id])
    expect((await list({ limit: '1', cursor: first.next })).ids).toEqual([waiting.id])
  })

  test.each(['-1', 'x', '99999999999999999'])('422 for the cursor %s', async (cursor) => {
    expect(await shop.call('GET', `/admin/orders?cursor=${cursor}`, { headers })).toMatchObject({ status: 422 })
  })
})
