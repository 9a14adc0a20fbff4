import { describe, expect, test } from 'vitest'
import { Order } from '../../shared/orders/views/order.ts'
import { expectToAddUp } from '../functions/carts/add-up.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { address, testShop } from '../support/shop.ts'
import { stockOf } from './order-rows.ts'

const shop = await testShop()

describe('201', () => {
  test('with lines, promotions, coupon, delivery, payment and a token', async () => {
    const slotId = await addSlot(shop, { fee: 3500 })
    const cart = await shop.cart({ lines: { 'MILK-0001': 2, 'VEGE-0001': 750 }, slotId, coupon: 'FRESH15' })
    const { status, body, headers } = await shop.place(cart)
    expect(status).toBe(201)
    const order = Order.parse(body)
    const soon = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    expect(order).toEqual({
      id: expect.stringMatching(/^ord_[0-9a-z]{26}$/),
      number: expect.stringMatching(/^L-\d{6,}$/),
      status: 'pending_payment',
      lines: cart.lines.map(({ available: _, ageRestricted: _age, orderLimit: _limit, ...line }) => {
        return { ...line, orderedQuantity: line.quantity, substitutes: null }
      }),
      promotions: [{ code: 'MILK-2-45', description: expect.anything(), amount: 480 }],
      coupon: { code: 'FRESH15', amount: 315 },
      delivery: { ...cart.delivery, address },
      ageRestricted: false,
      ...{ subtotal: 7080, discount: 795, deliveryFee: 3500, total: 9785, refunded: 0, currency: 'HKD' },
      ...{ fees: [{ code: 'delivery', amount: 3500 }], refunds: [], dispute: null },
      payment: {
        ...{ provider: 'sandbox', id: expect.stringMatching(/^sandbox_/), status: 'pending', expiresAt: soon },
        ...{ reserved: true, why: { code: 'weighed', text: expect.any(Object) }, reservedUntil: null },
        ...{ due: 9785, authorised: 0, captured: 0, missing: 0 },
      },
      accessToken: expect.stringMatching(/^[\w-]{43}$/),
      createdAt: soon,
      history: [{ status: 'pending_payment', at: soon }],
    })
    expectToAddUp(order, 315)
    expect(headers.get('location')).toBe(`/orders/${order.id}`)
    expect(headers.get('idempotent-replayed')).toBeNull()
  })

  test('holds the stock for 15 minutes', async () => {
    const sku = await addProduct(shop, { onHand: 5 })
    const order = await shop.order({ lines: { [sku]: 3 } })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 3 })
    expect(Date.parse(order.payment.expiresAt) - Date.parse(order.createdAt)).toBe(15 * 60_000)
  })

  test('holds products sold by weight in grams', async () => {
    const sku = await addProduct(shop, { unit: 'g', price: 2990, onHand: 1000 })
    const order = await shop.order({ lines: { [sku]: 335 } })
    const line = { sku, unit: 'g', quantity: 335, unitPrice: 2990, priceQuantity: 1000, subtotal: 1002, total: 1002 }
    expect(order).toMatchObject({ total: 1002, lines: [line] })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 1000, held: 335 })
  })

  test('confirms an order with total 0 at once and takes its stock', async () => {
    const sku = await addProduct(shop, { onHand: 5 })
    const order = await shop.order({ lines: { [sku]: 2 }, coupon: await addCoupon(shop, { value: 5000 }) })
    expect(order).toMatchObject({ status: 'paid', total: 0, discount: 2000, payment: { status: 'not_required' } })
    expect(order.history.map(({ status }) => status)).toEqual(['pending_payment', 'paid'])
    expect(await stockOf(shop, sku)).toEqual({ onHand: 3, held: 0 })
    expect(await shop.read(order)).toEqual({ ...order, accessToken: undefined })
  })

  test('rounds a few grams below half a cent to total 0', async () => {
    const sku = await addProduct(shop, { unit: 'g', price: 400, onHand: 100 })
    expect(await shop.order({ lines: { [sku]: 1 } })).toMatchObject({ status: 'paid', total: 0 })
  })

  test('does not change when the catalog changes', async () => {
    const sku = await addProduct(shop, { price: 1000 })
    const order = await shop.order({ lines: { [sku]: 1, 'CANS-0001': 3 } })
    await shop.rows(`update products set price = 9, name = '{"en":"Renamed"}', active = false where sku = $1`, [sku])
    await shop.rows(
      'update promotions set description = \'{"en":"Renamed"}\', active = false where code = \'TUNA-3-42\'',
    )
    expect(await shop.read(order)).toEqual({ ...order, accessToken: undefined })
  })

  test('has its own number, id, payment and token', async () => {
    const sku = await addProduct(shop)
    const orders = [await shop.order({ lines: { [sku]: 1 } }), await shop.order({ lines: { [sku]: 1 } })]
    for (const field of ['id', 'number', 'accessToken'] as const)
      expect(orders[0]?.[field]).not.toBe(orders[1]?.[field])
    expect(orders[0]?.payment.id).not.toBe(orders[1]?.payment.id)
  })
})

describe('422 invalid_request', () => {
  const wellFormed = { cartId: 'crt_1', expectedTotal: 100, email: 'shopper@example.com' }
  test.each([
    [{}, ['cartId', 'email', 'expectedTotal']],
    [{ ...wellFormed, email: 'nobody' }, ['email']],
    [{ ...wellFormed, email: `${'x'.repeat(250)}@example.com` }, ['email']],
    [{ ...wellFormed, expectedTotal: -1 }, ['expectedTotal']],
    [{ ...wellFormed, expectedTotal: 10.5 }, ['expectedTotal']],
    [{ ...wellFormed, expectedTotal: '100' }, ['expectedTotal']],
    [{ ...wellFormed, expectedTotal: 2_147_483_648 }, ['expectedTotal']],
    [{ ...wellFormed, cartId: '' }, ['cartId']],
    [{ ...wellFormed, total: 1 }, ['']],
  ])('%j', async (body, paths) => {
    const answer = await shop.call('POST', '/orders', { body, headers: { 'idempotency-key': 'k1' } })
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ errors: { length: paths.length } })
    expect(answer.body).toMatchObject({
      errors: expect.arrayContaining(paths.map((path) => expect.objectContaining({ path }))),
    })
  })

  test.each([undefined, '', 'two words', 'caf\u00e9', 'x'.repeat(256)])('the Idempotency-Key %j', async (key) => {
    const headers = key === undefined ? {} : { 'idempotency-key': key }
    const { status, body } = await shop.call('POST', '/orders', { body: wellFormed, headers })
    expect(status).toBe(422)
    expect(body).toMatchObject({ errors: [{ path: 'header.idempotency-key' }] })
  })
})
