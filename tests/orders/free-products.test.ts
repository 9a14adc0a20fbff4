import { describe, expect, test } from 'vitest'
import { Cart } from '../../shared/carts/cart.ts'
import { Order } from '../../shared/orders/views/order.ts'
import { flashSaleShop } from '../flash-sales/flash-sale-shop.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'
import { paymentAmounts, requestRefund, stockOf } from './order-rows.ts'

const shop = await testShop()
const { claimed, sale, shopper, staff: headers } = await flashSaleShop(shop)

const FEE = 3_000
const slotId = () => addSlot(shop, { fee: FEE })
const advance = ({ id }: Order, body: object) => shop.call('POST', `/admin/orders/${id}/transitions`, { headers, body })
const staffView = async ({ id }: Order) => (await shop.call('GET', `/admin/orders/${id}`, { headers })).body

async function advanced(order: Order, body: object) {
  const answer = await advance(order, body)
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}

async function paid(basket: Parameters<typeof shop.order>[0]): Promise<Order> {
  const order = await shop.order(basket)
  if (order.total > 0) await shop.conclude(order)
  return order
}

/** Runs everything that follows a commit: captures, refunds, cancellations, and their callbacks. */
async function settle() {
  for (const job of ['deliver-outbox', 'process-webhooks', 'deliver-outbox', 'process-webhooks']) await shop.job(job)
}

/** Packs these units, delivers the order, and checks that nothing but `refunded` was returned. */
async function expectDelivered(order: Order, picked: { sku: string; quantity: number }[], total: number) {
  await advanced(order, { to: 'picking' })
  expect(await advanced(order, { to: 'packed', picked })).toMatchObject({ status: 'picking', total })
  await settle()
  for (const to of ['out_for_delivery', 'delivered'])
    expect(await advanced(order, { to })).toMatchObject({ status: to })
  await settle()
  expect(await staffView(order)).toMatchObject({ status: 'delivered', total, refunded: order.total - total })
}

type Free = (more: { slotId?: string }) => Promise<{ order: Order; sku: string }>
const reasons: [why: string, place: Free][] = [
  [
    'an amount coupon above the price',
    async (more) => {
      const sku = await addProduct(shop, { price: 5_000 })
      return {
        sku,
        order: await paid({ lines: { [sku]: 2 }, coupon: await addCoupon(shop, { value: 99_000 }), ...more }),
      }
    },
  ],
  [
    'a coupon of 100 %',
    async (more) => {
      const sku = await addProduct(shop)
      const coupon = await addCoupon(shop, { type: 'percent', value: 100 })
      return { sku, order: await paid({ lines: { [sku]: 2 }, coupon, ...more }) }
    },
  ],
  [
    'a price of 0',
    async (more) => {
      const sku = await addProduct(shop, { price: 0 })
      return { sku, order: await paid({ lines: { [sku]: 2 }, ...more }) }
    },
  ],
  [
    'a coupon of 100 % on a product sold by weight',
    async (more) => {
      const sku = await addProduct(shop, { unit: 'g', price: 2_000, onHand: 5_000 })
      const coupon = await addCoupon(shop, { type: 'percent', value: 100 })
      return { sku, order: await paid({ lines: { [sku]: 2 }, coupon, ...more }) }
    },
  ],
  [
    'a flash-sale price of 0',
    async (more) => {
      const { id, sku } = await sale({ price: 0 })
      const ann = await shopper()
      const claim = await claimed(id, ann, 2)
      const { id: cartId } = Cart.parse((await shop.call('POST', '/carts', ann)).body)
      const body = more.slotId === undefined ? { pickup: true } : { ...more, address: { line1: '1' } }
      await shop.call('PUT', `/carts/${cartId}/delivery`, { ...ann, body })
      const { total } = Cart.parse((await shop.call('PUT', `/carts/${cartId}/claims/${claim.id}`, ann)).body)
      const placed = await shop.call('POST', '/orders', {
        headers: { ...ann.headers, 'idempotency-key': cartId },
        body: { cartId, expectedTotal: total, email: ann.email },
      })
      const order = Order.parse(placed.body)
      if (order.total > 0) await shop.conclude(order)
      return { order, sku }
    },
  ],
]

describe.each(reasons)('products that are free by %s', (_why, place) => {
  test.each([
    ['with a delivery fee', FEE],
    ['for pick-up', 0],
  ])('are packed and delivered %s', async (_how, fee) => {
    const { order, sku } = await place(fee === 0 ? {} : { slotId: await slotId() })
    expect(order).toMatchObject({ total: fee, deliveryFee: fee })
    await expectDelivered(order, [{ sku, quantity: 2 }], fee)
    expect((await paymentAmounts(shop, order)).refunds).toEqual([])
  })

  test('are packed and delivered in part, and cancelled when no unit was picked', async () => {
    const part = await place({ slotId: await slotId() })
    await expectDelivered(part.order, [{ sku: part.sku, quantity: 1 }], FEE)
    const none = await place({ slotId: await slotId() })
    await advanced(none.order, { to: 'picking' })
    const picked = [{ sku: none.sku, quantity: 0 }]
    expect(await advanced(none.order, { to: 'packed', picked })).toMatchObject({ status: 'cancelled' })
    await settle()
    // What was only reserved is released.
    const { captured } = await paymentAmounts(shop, none.order)
    expect(await staffView(none.order)).toMatchObject({ status: 'cancelled', refunded: captured })
    expect([0, FEE]).toContain(captured)
  })
})

describe('a free product beside one that is out of stock', () => {
  test.each([
    ['with a delivery fee', FEE],
    ['for pick-up: the whole payment is returned', 0],
  ])('is delivered %s', async (_how, fee) => {
    const [free, missing] = [await addProduct(shop, { price: 0 }), await addProduct(shop)]
    const order = await paid({ lines: { [free]: 1, [missing]: 1 }, ...(fee === 0 ? {} : { slotId: await slotId() }) })
    const picked = [
      { sku: free, quantity: 1 },
      { sku: missing, quantity: 0 },
    ]
    await expectDelivered(order, picked, fee)
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: 1_000 + fee, refunded: 1_000 })
    expect((await shop.read(order)).payment.status).toBe(fee === 0 ? 'refunded' : 'partially_refunded')
    expect(await stockOf(shop, free)).toEqual({ onHand: 9, held: 0 })
  })

  test('is delivered when an authorisation is all there is: it is released, and staff get no mail', async () => {
    const free = await addProduct(shop, { price: 0 })
    const missing = await addProduct(shop, { unit: 'g', price: 2_000, onHand: 5_000 })
    const order = await paid({ lines: { [free]: 1, [missing]: 500 } })
    await advanced(order, { to: 'picking' })
    const picked = [
      { sku: free, quantity: 1 },
      { sku: missing, quantity: 0 },
    ]
    expect(await advanced(order, { to: 'packed', picked })).toMatchObject({ status: 'picking', total: 0 })
    await settle()
    for (const to of ['out_for_delivery', 'delivered']) await advanced(order, { to })
    expect(await shop.read(order)).toMatchObject({ status: 'delivered', payment: { status: 'cancelled' } })
    expect(
      await shop.rows("select from outbox where topic = 'payment_cancelled' and order_id = $1", [order.id]),
    ).toEqual([])
  })
})

describe('an order whose products are free', () => {
  test('is still delivered after all its fees are refunded', async () => {
    const sku = await addProduct(shop, { price: 0 })
    const order = await paid({ lines: { [sku]: 1 }, slotId: await slotId() })
    expect((await requestRefund(shop, headers, order.id, { amount: FEE })).status).toBe(201)
    await settle()
    expect(await staffView(order)).toMatchObject({ status: 'paid', refunded: FEE })
    for (const to of ['picking', 'packed', 'out_for_delivery', 'delivered']) await advanced(order, { to })
    await settle()
    expect(await staffView(order)).toMatchObject({ status: 'delivered', refunded: FEE })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 9, held: 0 })
  })

  test('can still be cancelled then, which returns the stock and no money', async () => {
    const sku = await addProduct(shop, { price: 0 })
    const order = await paid({ lines: { [sku]: 1 }, slotId: await slotId() })
    await requestRefund(shop, headers, order.id, { amount: FEE })
    await settle()
    expect(await advanced(order, { to: 'cancelled' })).toMatchObject({ status: 'cancelled' })
    await settle()
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: FEE, refunded: FEE })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 10, held: 0 })
  })

  test('without anything to pay is not cancelled by an event about its payment', async () => {
    const order = await paid({ lines: { [await addProduct(shop, { price: 0 })]: 1 } })
    for (const type of ['payment_cancelled', 'payment_failed', 'payment_succeeded']) {
      const event = { provider: 'sandbox', eventId: `${type}-${order.id}`, amount: 0, refundId: null, payload: {} }
      await shop.database.call('store_payment_event', { ...event, type, providerPaymentId: order.payment.id })
      await shop.database.call('apply_payment_event', { provider: 'sandbox', eventId: event.eventId })
      expect(await staffView(order)).toMatchObject({ status: 'paid', payment: { status: 'not_required' } })
    }
  })
})
