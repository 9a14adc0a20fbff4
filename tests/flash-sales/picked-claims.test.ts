import { describe, expect, test } from 'vitest'
import { Cart } from '../../shared/carts/cart.ts'
import { Order } from '../../shared/orders/views/order.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { requestRefund } from '../orders/order-rows.ts'
import { testShop } from '../support/shop.ts'
import { flashSaleShop } from './flash-sale-shop.ts'

const shop = await testShop()
const { claimed, sale, shopper, staff, stock } = await flashSaleShop(shop)

const advance = (order: Order, body: object) =>
  shop.call('POST', `/admin/orders/${order.id}/transitions`, { headers: staff, body })
const refund = (order: Order, body: object) => requestRefund(shop, staff, order.id, body)

/** A paid order of 2 units of a flash sale at 600 and 3 of the same product at 1,000, of 100 on hand, and what else. */
async function paid(others: Record<string, number> = {}) {
  const { id, sku } = await sale()
  const ann = await shopper()
  const { headers, email } = ann
  const claim = await claimed(id, ann, 2)
  const cart = Cart.parse((await shop.call('POST', '/carts', { headers })).body)
  await shop.call('PUT', `/carts/${cart.id}/claims/${claim.id}`, { headers })
  for (const [other, quantity] of Object.entries({ [sku]: 3, ...others })) {
    await shop.call('PUT', `/carts/${cart.id}/items/${other}`, { headers, body: { quantity } })
  }
  await shop.call('PUT', `/carts/${cart.id}/delivery`, { headers, body: { pickup: true } })
  const { total } = Cart.parse((await shop.call('GET', `/carts/${cart.id}`, { headers })).body)
  const placed = await shop.call('POST', '/orders', {
    headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
    body: { cartId: cart.id, expectedTotal: total, email },
  })
  const order = Order.parse(placed.body)
  await shop.conclude(order)
  return { order, sku }
}

async function packed(quantity: number) {
  const { order, sku } = await paid()
  await advance(order, { to: 'picking' })
  const answer = await advance(order, { to: 'packed', picked: [{ sku, quantity }] })
  expect(answer.status, answer.text).toBe(200)
  return { order, sku, answer }
}

/** The captured minus the refunded amount, after all jobs. */
async function retained(order: Order) {
  await shop.job('deliver-outbox')
  await shop.job('process-webhooks')
  const [row] = await shop.rows('select captured - refunded as retained from payments where order_id = $1', [order.id])
  return row?.retained
}

describe('an order of units of a flash sale and ordinary units of one product', () => {
  test.each([
    [5, 3, 2, 4_200],
    [4, 2, 2, 3_200],
    [2, 0, 2, 1_200],
    [1, 0, 1, 600],
  ])(
    '%i picked: %i at the ordinary price, %i at the price of the sale',
    async (quantity, ordinary, ofTheSale, total) => {
      const { order, sku, answer } = await packed(quantity)
      expect(answer.body).toMatchObject({
        total,
        lines: [
          { sku, quantity: ordinary, orderedQuantity: 3, total: 1_000 * ordinary },
          { sku, quantity: ofTheSale, orderedQuantity: 2, total: 600 * ofTheSale },
        ],
      })
      expect(await retained(order)).toBe(total)
      expect(await stock(sku)).toMatchObject({ on_hand: 100 - quantity })
    },
  )

  test('refunded unit by unit: ordinary units first, and at most the units of the order', async () => {
    const { order, sku } = await packed(5)
    const lines = [{ sku, quantity: 1 }]
    const amounts = []
    for (let unit = 1; unit <= 5; unit++)
      amounts.push(Object((await refund(order, { lines, restock: lines })).body).amount)
    expect(amounts).toEqual([1_000, 1_000, 1_000, 600, 600])
    expect(await refund(order, { lines })).toMatchObject({ status: 409, body: { code: 'refund_lines_unknown' } })
    expect([await retained(order), await stock(sku)]).toMatchObject([0, { on_hand: 100 }])
  })

  test('refunded in one request across both lines, after it was picked short', async () => {
    const { order, sku } = await packed(4)
    const back = (quantity: number) => [{ sku, quantity }]
    expect(await refund(order, { lines: back(5) })).toMatchObject({
      body: { code: 'refund_lines_unknown', skus: [sku] },
    })
    expect(await refund(order, { lines: back(1), restock: back(5) })).toMatchObject({
      body: { code: 'restock_exceeds_sold', skus: [sku] },
    })
    expect(await refund(order, { lines: back(3), restock: back(4) })).toMatchObject({ body: { amount: 2_600 } })
    expect([await retained(order), await stock(sku)]).toMatchObject([600, { on_hand: 100 }])
  })

  test('cancelled before it is packed: all units return', async () => {
    const { order, sku } = await paid()
    await advance(order, { to: 'picking' })
    expect(await advance(order, { to: 'cancelled' })).toMatchObject({ body: { status: 'cancelled' } })
    expect([await retained(order), await stock(sku)]).toMatchObject([0, { on_hand: 100 }])
  })

  test('409 for units of a product of which none was picked', async () => {
    const other = await addProduct(shop)
    const { order, sku } = await paid({ [other]: 1 })
    await advance(order, {
      ...{ to: 'picking' },
      picked: [
        { sku, quantity: 5 },
        { sku: other, quantity: 0 },
      ],
    })
    const answer = await refund(order, { lines: [{ sku: other, quantity: 1 }] })
    expect(answer).toMatchObject({ status: 409, body: { code: 'refund_lines_unknown', skus: [other] } })
  })
})

describe('units that are restocked before the order is packed', () => {
  test.each([0, 1, 3, 4, 5])('then %i units are picked: the unpicked units are on the shelf', async (quantity) => {
    const { order, sku } = await paid()
    expect(await refund(order, { amount: 1_000, restock: [{ sku, quantity: 1 }] })).toMatchObject({ status: 201 })
    expect(await stock(sku)).toMatchObject({ on_hand: 96 })
    expect(await advance(order, { to: 'picking', picked: [{ sku, quantity }] })).toMatchObject({ status: 200 })
    expect(await stock(sku)).toMatchObject({ on_hand: 100 - quantity })
    const over = await refund(order, { amount: 1, restock: [{ sku, quantity: quantity + 1 }] })
    expect(over.status).toBe(409)
  })

  test('then the order is packed in full: the units are taken again, or refused', async () => {
    const { order, sku } = await paid()
    await refund(order, { amount: 1_000, restock: [{ sku, quantity: 1 }] })
    await advance(order, { to: 'picking' })
    await shop.rows('update inventory set on_hand = held where sku = $1', [sku])
    expect(await advance(order, { to: 'packed' })).toMatchObject({ status: 409, body: { code: 'insufficient_stock' } })
    await shop.rows('update inventory set on_hand = 96 where sku = $1', [sku])
    expect(await advance(order, { to: 'packed' })).toMatchObject({ status: 200 })
    expect(await stock(sku)).toMatchObject({ on_hand: 95 })
  })
})
