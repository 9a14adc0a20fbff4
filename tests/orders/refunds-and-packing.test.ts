import { describe, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/views/order.ts'
import { StaffOrder } from '../../shared/orders/views/staff-order.ts'
import { Refund } from '../../shared/payments/refund-requests.ts'
import { staffHeaders } from '../functions/back-office/staff.ts'
import { addCoupon, addProduct } from '../functions/catalog/test-records.ts'
import { brokenInvariants } from '../races/race-shop.ts'
import { printedChance } from '../races/seed.ts'
import { type TestShop, testShop } from '../support/shop.ts'
import { shopWithConcurrentChange } from './concurrent-change.ts'
import { paymentAmounts, requestRefund, stockOf } from './order-rows.ts'

const ORDERS = 25

const shop = await testShop()
const headers = await staffHeaders(shop)
type Units = { sku: string; quantity: number }[]

const advance = (id: string, body: object, by: TestShop = shop) =>
  by.call('POST', `/admin/orders/${id}/transitions`, { headers, body })
const viewOf = async (id: string) => StaffOrder.parse((await shop.call('GET', `/admin/orders/${id}`, { headers })).body)

const refundRequest = (id: string, body: object) => requestRefund(shop, headers, id, body)
/** The refunded amount for these units. */
async function refund(id: string, lines: Units, restock: Units = []): Promise<number> {
  const answer = await refundRequest(id, { lines, restock })
  expect(answer.status, answer.text).toBe(201)
  return Refund.parse(answer.body).amount
}

async function paid(lines: Record<string, number>, coupon?: string): Promise<Order> {
  const order = await shop.order({ lines, ...(coupon === undefined ? {} : { coupon }) })
  await shop.conclude(order)
  return order
}
/** The captured amount minus all refunds, after the jobs have run. */
async function retainedAmount(order: Order): Promise<number> {
  await shop.job('deliver-outbox')
  await shop.job('process-webhooks')
  const { captured, refunded } = await paymentAmounts(shop, order)
  return Number(captured) - Number(refunded)
}

describe('units refunded by line before packing', () => {
  test('are not picked, and are refunded once', async () => {
    const sku = await addProduct(shop)
    const order = await paid({ [sku]: 3 })
    expect(await refund(order.id, [{ sku, quantity: 1 }])).toBe(1_000)
    expect((await viewOf(order.id)).pickList.ambient).toMatchObject([{ sku, ordered: 3, toPick: 2, picked: null }])
    const tooMany = await advance(order.id, { to: 'packed', picked: [{ sku, quantity: 3 }] })
    const errors = [{ path: 'picked.0', message: 'at most 2 can be picked', sku }]
    expect(tooMany).toMatchObject({ status: 409, body: { code: 'invalid_picks', errors } })
    const packed = await advance(order.id, { to: 'picking', picked: [{ sku, quantity: 2 }] })
    expect(packed).toMatchObject({ status: 200, body: { total: 2_000 } })
    expect([await retainedAmount(order), await stockOf(shop, sku)]).toEqual([2_000, { onHand: 8, held: 0 }])
  })

  test.each(['packed', 'out_for_delivery'])('%s without picks: the remaining units are packed', async (to) => {
    const [sku, other] = [await addProduct(shop), await addProduct(shop)]
    const order = await paid({ [sku]: 3, [other]: 1 })
    await refund(order.id, [{ sku, quantity: 2 }], [{ sku, quantity: 1 }])
    await advance(order.id, { to: 'picking' })
    for (const _time of [1, 2])
      expect(await advance(order.id, { to })).toMatchObject({ status: 200, body: { total: 2_000 } })
    expect([await retainedAmount(order), await stockOf(shop, sku)]).toEqual([2_000, { onHand: 9, held: 0 }])
  })

  test('all units: the order is cancelled', async () => {
    const sku = await addProduct(shop)
    const order = await paid({ [sku]: 2 })
    await advance(order.id, { to: 'picking' })
    await refund(order.id, [{ sku, quantity: 2 }])
    expect(await advance(order.id, { to: 'packed' })).toMatchObject({ status: 200, body: { status: 'cancelled' } })
    expect([await retainedAmount(order), await stockOf(shop, sku)]).toEqual([0, { onHand: 10, held: 0 }])
  })

  test('the remaining units can be refunded after delivery, and no more than those', async () => {
    const [sku, other] = [await addProduct(shop), await addProduct(shop)]
    const order = await paid({ [sku]: 3, [other]: 1 })
    await refund(order.id, [{ sku, quantity: 1 }])
    await advance(order.id, { to: 'picking' })
    for (const to of ['out_for_delivery', 'delivered']) expect((await advance(order.id, { to })).status).toBe(200)
    const two = [{ sku, quantity: 2 }]
    expect(await refund(order.id, two, two)).toBe(2_000)
    const more = await refundRequest(order.id, { lines: [{ sku, quantity: 1 }] })
    expect(more).toMatchObject({ status: 409, body: { code: 'refund_lines_unknown', skus: [sku] } })
    expect([await retainedAmount(order), await stockOf(shop, sku)]).toEqual([1_000, { onHand: 10, held: 0 }])
  })

  test('a failed refund does not count: the units are packed', async () => {
    const sku = await addProduct(shop)
    const order = await paid({ [sku]: 2 })
    await shop.call('POST', `/sandbox/payments/${order.payment.id}/refuse-refunds`)
    await refund(order.id, [{ sku, quantity: 1 }])
    expect(await retainedAmount(order)).toBe(2_000)
    await advance(order.id, { to: 'picking' })
    expect(await advance(order.id, { to: 'packed' })).toMatchObject({ status: 200, body: { total: 2_000 } })
  })

  test('concurrently with packing: the order is read again', async () => {
    const sku = await addProduct(shop)
    const order = await paid({ [sku]: 2 })
    await advance(order.id, { to: 'picking' })
    const busy = shopWithConcurrentChange(shop, 'staff_order_view', () => refund(order.id, [{ sku, quantity: 1 }]))
    const answer = await advance(order.id, { to: 'packed', picked: [{ sku, quantity: 2 }] }, busy)
    expect(answer).toMatchObject({ status: 409, body: { code: 'invalid_picks', errors: [{ sku }] } })
    expect(await advance(order.id, { to: 'packed' })).toMatchObject({ status: 200, body: { total: 1_000 } })
  })

  test('a concurrent packing with picks is kept', async () => {
    const sku = await addProduct(shop)
    const order = await paid({ [sku]: 3 })
    await refund(order.id, [{ sku, quantity: 1 }])
    await advance(order.id, { to: 'picking' })
    const packed = () => advance(order.id, { to: 'packed', picked: [{ sku, quantity: 1 }] })
    const answer = await advance(order.id, { to: 'packed' }, shopWithConcurrentChange(shop, 'advance_order', packed))
    expect(answer).toMatchObject({ status: 200, body: { total: 1_000 } })
  })

  test('are not replaced by a substitute', async () => {
    const [sku, other] = [await addProduct(shop), await addProduct(shop, { price: 900 })]
    const cart = await shop.cart()
    const body = { quantity: 3, substitution: 'similar' }
    await shop.call('PUT', `/carts/${cart.id}/items/${sku}`, { body })
    const order: Order = Object((await shop.place({ ...cart, total: 3_000 })).body)
    await shop.conclude(order)
    await advance(order.id, { to: 'picking' })
    await refund(order.id, [{ sku, quantity: 1 }])
    const pack = (replaced: number) =>
      advance(order.id, {
        to: 'packed',
        picked: [
          { sku, quantity: 1 },
          { sku: other, quantity: replaced },
        ],
      })
    expect(await pack(2)).toMatchObject({ status: 409, body: { code: 'invalid_picks', errors: [{ sku: other }] } })
    expect(await pack(1)).toMatchObject({ status: 200, body: { total: 1_900 } })
    expect(await retainedAmount(order)).toBe(1_900)
    expect(
      await refund(order.id, [
        { sku, quantity: 1 },
        { sku: other, quantity: 1 },
      ]),
    ).toBe(1_900)
  })
})

test(`${ORDERS} random orders, refunded by line before and after packing, are refunded once to the cent`, {
  timeout: 60_000,
}, async () => {
  const chance = printedChance('refunds and packing')
  for (let at = 0; at < ORDERS; at++) {
    const items = await Promise.all(
      [0, 1].map(async (line) => {
        const quantity = chance.between(`${at}/${line}/quantity`, 1, 4)
        return { sku: await addProduct(shop, { price: chance.between(`${at}/${line}/price`, 1, 40) }), quantity }
      }),
    )
    const coupon = await addCoupon(shop, { value: chance.between(`${at}/coupon`, 1, 30) })
    const order = await paid(Object.fromEntries(items.map(({ sku, quantity }) => [sku, quantity])), coupon)
    if (order.total === 0) continue
    await advance(order.id, { to: 'picking' })
    const remaining = new Map(items.map(({ sku, quantity }) => [sku, quantity]))
    /** Refunds a random number of units of each SKU. Units that cost nothing cannot be refunded alone. */
    const refundSome = async (step: string) => {
      for (const [sku, units] of remaining) {
        const quantity = chance.between(`${at}/${step}/${sku}`, 0, units)
        if (quantity === 0) continue
        const { status, body } = await refundRequest(order.id, { lines: [{ sku, quantity }] })
        if (status === 201) remaining.set(sku, units - quantity)
        else expect(body).toMatchObject({ code: 'refund_exceeds_captured', requested: 0 })
      }
    }
    await refundSome('before')
    const picked = [...remaining].map(([sku, units]) => {
      const quantity = chance.between(`${at}/picked/${sku}`, 0, units)
      remaining.set(sku, quantity)
      return { sku, quantity }
    })
    const packed = StaffOrder.parse((await advance(order.id, { to: 'packed', picked })).body)
    if (packed.status !== 'cancelled') {
      expect(await retainedAmount(order), `order ${at}`).toBe(packed.total)
      await refundSome('after')
      const rest = [...remaining].map(([sku, quantity]) => ({ sku, quantity })).filter(({ quantity }) => quantity > 0)
      if ((await retainedAmount(order)) > 0) expect(await refund(order.id, rest), `order ${at}`).toBeGreaterThan(0)
    }
    expect(await retainedAmount(order), `order ${at}`).toBe(0)
  }
  expect(await brokenInvariants(shop.database)).toEqual([])
})
