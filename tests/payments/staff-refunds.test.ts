import { describe, expect, test } from 'vitest'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { addCoupon, addProduct } from '../functions/catalog/test-records.ts'
import { paymentAmounts, stockOf } from '../orders/order-rows.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const staff = await staffHeaders(shop)

async function paidOrder() {
  const [sku, coupon] = [await addProduct(shop, { onHand: 5 }), await addCoupon(shop)]
  const order = await shop.order({ lines: { [sku]: 3 }, coupon })
  await shop.conclude(order)
  return { sku, coupon, order }
}
const refund = (orderId: string, body: object, key: string = crypto.randomUUID()) =>
  shop.call('POST', `/admin/orders/${orderId}/refunds`, { body, headers: { ...staff, 'idempotency-key': key } })
const redeemed = async (code: string) =>
  (await shop.rows('select redeemed from coupons where code = $1', [code]))[0]?.redeemed

describe('201', () => {
  test('in part: the outbox sends the refund, the order stays paid, and the audit log has the actor', async () => {
    const { order, sku } = await paidOrder()
    const answer = await refund(order.id, { amount: 500, reason: 'Bruised', restock: [{ sku, quantity: 1 }] })
    expect([answer.status, answer.body]).toEqual([201, expect.objectContaining({ amount: 500, status: 'requested' })])
    await shop.job('deliver-outbox')
    expect(await shop.read(order)).toMatchObject({
      ...{ status: 'paid', refunded: 500, payment: { status: 'partially_refunded' } },
    })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 3, held: 0 })
    expect(await auditEntries(shop, 'order', order.id)).toMatchObject([{ actor: 'cus_staff', action: 'refund' }])
  })

  test('in full: the order is refunded, and the coupon and the rest of the stock are returned', async () => {
    const { order, sku, coupon } = await paidOrder()
    expect(await redeemed(coupon)).toBe(1)
    await refund(order.id, { amount: 1, reason: 'First', restock: [{ sku, quantity: 1 }] })
    await refund(order.id, { amount: order.total - 1, reason: 'The rest' })
    await shop.job('deliver-outbox')
    expect(await shop.read(order)).toMatchObject({ status: 'refunded', refunded: order.total })
    expect([await stockOf(shop, sku), await redeemed(coupon)]).toEqual([{ onHand: 5, held: 0 }, 0])
  })

  test('in full during picking: only the restocked units return; other units need a stock movement', async () => {
    const { order, sku } = await paidOrder()
    await shop.call('POST', `/admin/orders/${order.id}/transitions`, { headers: staff, body: { to: 'picking' } })
    await refund(order.id, { amount: order.total, reason: 'Cancelled', restock: [{ sku, quantity: 1 }] })
    await shop.job('deliver-outbox')
    expect(await shop.read(order)).toMatchObject({ status: 'refunded', refunded: order.total })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 3, held: 0 })
    const found = { delta: 2, reason: 'returned' }
    const moved = await shop.call('POST', `/admin/inventory/${sku}/movements`, { headers: staff, body: found })
    expect([moved.status, await stockOf(shop, sku)]).toEqual([201, { onHand: 5, held: 0 }])
  })

  test('by line: three refunds of one unit each add up to the line total of 2,900', async () => {
    const { order, sku } = await paidOrder()
    const amounts = []
    for (const step of ['one', 'two', 'three']) {
      const { body } = await refund(order.id, { lines: [{ sku, quantity: 1 }], reason: step })
      amounts.push(Object(body).amount)
    }
    expect(amounts).toEqual([967, 966, 967])
    const more = await refund(order.id, { lines: [{ sku, quantity: 1 }], reason: 'four' })
    expect(more).toMatchObject({ status: 409, body: { code: 'refund_lines_unknown', skus: [sku] } })
  })

  test('a repeated idempotency key returns the same refund', async () => {
    const { order } = await paidOrder()
    const [first, second] = [
      await refund(order.id, { amount: 5, reason: 'x' }, 'k'),
      await refund(order.id, { amount: 5, reason: 'x' }, 'k'),
    ]
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await refund(order.id, { amount: 6, reason: 'x' }, 'k')).toMatchObject({ status: 422 })
    expect((await paymentAmounts(shop, order)).refunds).toHaveLength(1)
  })
})

test('a refund that the provider refuses: the order is marked, staff are notified, and may request another', async () => {
  const { order } = await paidOrder()
  expect((await shop.call('POST', `/sandbox/payments/${order.payment.id}/refuse-refunds`)).status).toBe(200)
  await refund(order.id, { amount: 500, reason: 'x' })
  await shop.job('deliver-outbox')
  expect(await shop.read(order)).toMatchObject({ status: 'paid', refunded: 0 })
  const [row] = await shop.rows(
    `select refund_failed_at is not null as marked,
       (select count(*)::integer from outbox where order_id = o.id and topic = 'refund_failed') as notifications
     from orders o where id = $1`,
    [order.id],
  )
  expect(row).toEqual({ marked: true, notifications: 1 })
  expect((await refund(order.id, { amount: order.total, reason: 'again' })).status).toBe(201)
})

test('409 refund_exceeds_captured with the refundable amount', async () => {
  const { order } = await paidOrder()
  const answer = await refund(order.id, { amount: order.total + 1, reason: 'x' })
  expect(answer).toMatchObject({ status: 409, body: { code: 'refund_exceeds_captured', refundable: order.total } })
})

test('404 for an unknown order, 403 for a customer', async () => {
  expect((await refund('ord_none', { amount: 1, reason: 'x' })).status).toBe(404)
  const headers = { ...(await staffHeaders(shop, 'cus_1', 'customer')), 'idempotency-key': 'k' }
  const body = { amount: 1, reason: 'x' }
  expect((await shop.call('POST', '/admin/orders/ord_none/refunds', { body, headers })).status).toBe(403)
})

test.each([
  ['neither amount nor lines', { reason: 'x' }],
  ['both amount and lines', { amount: 1, lines: [{ sku: 'A', quantity: 1 }], reason: 'x' }],
  ['an amount of 0', { amount: 0, reason: 'x' }],
  ['an empty reason', { amount: 1, reason: ' ' }],
  ['a SKU twice', { amount: 1, reason: 'x', restock: Array(2).fill({ sku: 'A', quantity: 1 }) }],
])('422 for %s', async (_case, body) => {
  expect((await refund('ord_none', body)).status).toBe(422)
})
