import { describe, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/order.ts'
import { StaffOrder } from '../../shared/orders/staff-order.ts'
import { Refund } from '../../shared/payments/refund-requests.ts'
import { worksHere } from '../functions/back-office/staff.ts'
import { issue, sell } from '../functions/catalog/goods.ts'
import { printedChance } from '../races/seed.ts'
import { testShop } from '../support/shop.ts'
import { askForRefund, moneyOf, stockOf } from './books.ts'

const ORDERS = 20

const shop = await testShop()
const headers = await worksHere(shop)
type Units = { sku: string; quantity: number }[]

const advance = (id: string, body: object) => shop.call('POST', `/admin/orders/${id}/transitions`, { headers, body })
const ask = (id: string, body: object) => askForRefund(shop, headers, id, body)
async function takeOff(id: string, lines: Units, restock: Units = []): Promise<number> {
  const answer = await ask(id, { lines, restock })
  expect([answer.status, answer.body]).toEqual([201, expect.objectContaining({ status: 'not_charged' })])
  return Refund.parse(answer.body).amount
}

/** 500 g of meat at 20.00 a kilogram and 3 of something at 10.00: 40.00, of which 42.00 are reserved and nothing is captured. */
async function reserved() {
  const meat = await sell(shop, { unit: 'g', price: 2_000, onHand: 5_000 })
  const sku = await sell(shop)
  const order = await shop.order({ lines: { [meat]: 500, [sku]: 3 } })
  await shop.conclude(order)
  expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { status: 'authorised' } })
  return { meat, sku, order }
}
async function settled(order: Order) {
  for (const job of ['deliver-outbox', 'process-webhooks', 'deliver-outbox', 'process-webhooks']) await shop.job(job)
  const { captured, refunded } = await moneyOf(shop, order)
  return { captured, refunded }
}

describe('of an order whose money is only reserved', () => {
  test('units are taken off before packing, asked of nobody, and not charged', async () => {
    const { meat, sku, order } = await reserved()
    expect(await takeOff(order.id, [{ sku, quantity: 1 }])).toBe(1_000)
    expect(await settled(order)).toEqual({ captured: 0, refunded: 0 })
    await advance(order.id, { to: 'picking' })
    expect(await takeOff(order.id, [{ sku: meat, quantity: 250 }])).toBe(500)
    expect(await advance(order.id, { to: 'packed' })).toMatchObject({ status: 200, body: { total: 2_500 } })
    expect(await settled(order)).toEqual({ captured: 2_500, refunded: 0 })
    expect(await shop.read(order)).toMatchObject({ total: 2_500, refunded: 0, payment: { status: 'succeeded' } })
    expect([await stockOf(shop, meat), await stockOf(shop, sku)]).toMatchObject([{ onHand: 4_750 }, { onHand: 8 }])
  })

  test('once it is captured, the rest can be refunded: by line, and no more than was charged', async () => {
    const { meat, sku, order } = await reserved()
    await takeOff(order.id, [{ sku, quantity: 1 }])
    await advance(order.id, { to: 'picking' })
    await advance(order.id, {
      to: 'packed',
      picked: [
        { sku, quantity: 2 },
        { sku: meat, quantity: 480 },
      ],
    })
    expect(await settled(order)).toEqual({ captured: 2_960, refunded: 0 })
    const more = await ask(order.id, { lines: [{ sku, quantity: 3 }] })
    expect(more).toMatchObject({ status: 409, body: { code: 'refund_lines_unknown', skus: [sku] } })
    const rest = [
      { sku, quantity: 2 },
      { sku: meat, quantity: 480 },
    ]
    expect(await ask(order.id, { lines: rest })).toMatchObject({
      status: 201,
      body: { amount: 2_960, status: 'requested' },
    })
    expect(await settled(order)).toEqual({ captured: 2_960, refunded: 2_960 })
    expect(await shop.read(order)).toMatchObject({ status: 'refunded' })
  })

  test('409 payment_not_captured for an amount, and while it is being captured: it says which way to go', async () => {
    const { sku, order } = await reserved()
    const refused = { status: 409, body: { code: 'payment_not_captured', orderStage: 'paid' } }
    const answer = await ask(order.id, { amount: 1 })
    expect(answer).toMatchObject(refused)
    expect(answer.body).toMatchObject({ detail: expect.stringMatching(/lines.*cancel.*packed/s) })
    for (const to of ['picking', 'packed']) expect((await advance(order.id, { to })).status).toBe(200)
    const units = [{ sku, quantity: 1 }]
    expect(await ask(order.id, { lines: units })).toMatchObject({ status: 409, body: { orderStage: 'packed' } })
    expect(await settled(order)).toEqual({ captured: 4_000, refunded: 0 })
    expect(await ask(order.id, { amount: 1 })).toMatchObject({ status: 201 })
    expect(await ask(order.id, { lines: units })).toMatchObject({ status: 201, body: { amount: 1_000 } })
    expect(await settled(order)).toEqual({ captured: 4_000, refunded: 1_001 })
  })

  test.each(['paid', 'picking'])(
    'cancelled while it is %s: the reservation is let go, the goods come back once',
    async (stage) => {
      const { meat, sku, order } = await reserved()
      if (stage === 'picking') await advance(order.id, { to: 'picking' })
      await takeOff(order.id, [{ sku, quantity: 1 }], [{ sku, quantity: 1 }])
      expect(await advance(order.id, { to: 'cancelled' })).toMatchObject({ status: 200, body: { status: 'cancelled' } })
      expect(await settled(order)).toEqual({ captured: 0, refunded: 0 })
      expect(await shop.read(order)).toMatchObject({ payment: { status: 'cancelled' } })
      expect([await stockOf(shop, meat), await stockOf(shop, sku)]).toEqual([
        { onHand: 5_000, held: 0 },
        { onHand: 10, held: 0 },
      ])
      const late = await ask(order.id, { lines: [{ sku, quantity: 1 }] })
      expect(late).toMatchObject({ status: 409, body: { code: 'refund_exceeds_captured', refundable: 0 } })
    },
  )

  test('all units taken off: nothing is left to pack, and the order ends uncharged', async () => {
    const { meat, sku, order } = await reserved()
    await advance(order.id, { to: 'picking' })
    const all = [
      { sku, quantity: 3 },
      { sku: meat, quantity: 500 },
    ]
    expect(await takeOff(order.id, all)).toBe(4_000)
    expect(await ask(order.id, { lines: [{ sku, quantity: 1 }] })).toMatchObject({
      body: { code: 'refund_lines_unknown' },
    })
    expect(await advance(order.id, { to: 'packed' })).toMatchObject({ status: 200, body: { status: 'cancelled' } })
    expect(await settled(order)).toEqual({ captured: 0, refunded: 0 })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 10, held: 0 })
  })
})

test(`${ORDERS} reserved orders, of which units are taken off: what is charged is what was packed, to the cent`, {
  timeout: 60_000,
}, async () => {
  const chance = printedChance('reserved refunds')
  for (let at = 0; at < ORDERS; at++) {
    const goods = await Promise.all(
      (['g', 'each'] as const).map(async (unit) => {
        const price = chance.between(`${at}/${unit}/price`, 1, 40) * (unit === 'g' ? 97 : 1)
        const quantity = chance.between(`${at}/${unit}/quantity`, 1, unit === 'g' ? 900 : 5)
        return { sku: await sell(shop, { unit, price, onHand: 1_200 }), quantity }
      }),
    )
    const coupon = await issue(shop, { value: chance.between(`${at}/coupon`, 1, 30) })
    const order = await shop.order({
      lines: Object.fromEntries(goods.map(({ sku, quantity }) => [sku, quantity])),
      coupon,
    })
    if (order.total === 0) continue
    await shop.conclude(order)
    let off = 0
    for (const step of ['first', 'second']) {
      for (const one of goods) {
        const quantity = chance.between(`${at}/${step}/${one.sku}`, 0, one.quantity)
        if (quantity === 0) continue
        const { status, body } = await ask(order.id, { lines: [{ sku: one.sku, quantity }] })
        if (status === 201) {
          one.quantity -= quantity
          off += Number(Object(body).amount)
        } else expect(body).toMatchObject({ code: 'refund_exceeds_captured', requested: 0 })
      }
      await advance(order.id, { to: 'picking' })
    }
    const packed = StaffOrder.parse((await advance(order.id, { to: 'packed' })).body)
    const { captured, refunded } = await settled(order)
    if (packed.status === 'cancelled') expect([captured, refunded], `order ${at}`).toEqual([0, 0])
    else {
      expect([captured, refunded], `order ${at}`).toEqual([packed.total, 0])
      // By weight a line is priced anew by what it weighs, so it may differ by a cent from its share of what was agreed.
      expect(Math.abs(order.total - off - packed.total), `order ${at}`).toBeLessThanOrEqual(1)
    }
  }
})
