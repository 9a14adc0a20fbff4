import { describe, expect, test } from 'vitest'
import { Cart } from '../../shared/carts/cart.ts'
import { Order } from '../../shared/orders/views/order.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { address, testShop } from '../support/shop.ts'
import { flashSaleShop, type Shopper } from './flash-sale-shop.ts'

const shop = await testShop()
const { claimed, expire, read, sale, shopper, staff, stock } = await flashSaleShop(shop)

/** The customer's open cart, for pick-up. */
async function newCart({ headers }: Shopper): Promise<string> {
  const { id } = Cart.parse((await shop.call('POST', '/carts', { headers })).body)
  await shop.call('PUT', `/carts/${id}/delivery`, { headers, body: { pickup: true } })
  return id
}
const put = (path: string, { headers }: Shopper, body?: unknown) => shop.call('PUT', path, { headers, body })
const cartOf = async (id: string, { headers }: Shopper) =>
  Cart.parse((await shop.call('GET', `/carts/${id}`, { headers })).body)

/** A cart with one claim. */
async function withClaim(ann: Shopper, saleId: string, quantity = 1) {
  const claim = await claimed(saleId, ann, quantity)
  const cartId = await newCart(ann)
  const answer = await put(`/carts/${cartId}/claims/${claim.id}`, ann)
  expect(answer.status, answer.text).toBe(200)
  return { claim, cartId, cart: Cart.parse(answer.body) }
}

function place(cart: Cart, { headers, email }: Shopper) {
  return shop.call('POST', '/orders', {
    headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
    body: { cartId: cart.id, expectedTotal: cart.total, email },
  })
}

async function ordered(ann: Shopper, saleId: string, quantity = 1) {
  const { cart, claim } = await withClaim(ann, saleId, quantity)
  const answer = await place(cart, ann)
  expect(answer.status, answer.text).toBe(201)
  return { order: Order.parse(answer.body), claim }
}

const statusOf = async (claimId: string) =>
  (await shop.rows('select status from flash_sale_claims where id = $1', [claimId]))[0]?.status

async function cancelled(order: Order, { headers }: Shopper) {
  const answer = await shop.call('POST', `/orders/${order.id}/cancel`, { headers })
  expect(answer, answer.text).toMatchObject({ status: 200, body: { status: 'cancelled' } })
}
const expireOrder = (order: Order) =>
  shop.rows(
    `with o as (update orders set expires_at = now() - interval '1 second' where id = $1)
     update stock_holds set expires_at = now() - interval '1 second' where order_id = $1`,
    [order.id],
  )

describe('a claim in a cart', () => {
  test('is a line at the price of the sale, next to ordinary units of the same product', async () => {
    const { id, sku } = await sale()
    const ann = await shopper()
    const { claim, cartId } = await withClaim(ann, id, 2)
    const cart = Cart.parse((await put(`/carts/${cartId}/items/${sku}`, ann, { quantity: 3 })).body)
    expect(
      cart.lines.map(({ quantity, unitPrice, total, claimId }) => ({ quantity, unitPrice, total, claimId })),
    ).toEqual([
      { quantity: 3, unitPrice: 1_000, total: 3_000, claimId: undefined },
      { quantity: 2, unitPrice: 600, total: 1_200, claimId: claim.id },
    ])
    expect(cart.total).toBe(4_200)
  })

  test('gets no coupon, and does not count for the minimum spend', async () => {
    const { id, sku } = await sale()
    const ann = await shopper()
    const { cartId } = await withClaim(ann, id, 2)
    await put(`/carts/${cartId}/items/${sku}`, ann, { quantity: 1 })
    const half = await addCoupon(shop, { type: 'percent', value: 50 })
    expect((await put(`/carts/${cartId}/coupon`, ann, { code: half })).body).toMatchObject({
      discount: 500,
      total: 1_700,
    })
    const above = await addCoupon(shop, { minimumSpend: 1_001 })
    expect((await put(`/carts/${cartId}/coupon`, ann, { code: above })).body).toMatchObject({
      code: 'coupon_minimum_spend',
    })
  })

  test('pays delivery without other lines', async () => {
    const { id } = await sale()
    const ann = await shopper()
    const { cartId } = await withClaim(ann, id)
    const slotId = await addSlot(shop, { fee: 3_500 })
    const cart = await put(`/carts/${cartId}/delivery`, ann, { slotId, address })
    expect(cart.body).toMatchObject({ subtotal: 600, deliveryFee: 3_500, total: 4_100 })
  })

  test('has the same price after staff change the price of the sale', async () => {
    const { id } = await sale()
    const ann = await shopper()
    const { cartId } = await withClaim(ann, id)
    await shop.call('PATCH', `/admin/flash-sales/${id}`, { headers: staff, body: { price: 900 } })
    expect((await cartOf(cartId, ann)).total).toBe(600)
  })

  test('holds its units after it was removed from a cart, and is in one cart at a time', async () => {
    const { id } = await sale()
    const ann = await shopper()
    const { claim, cartId } = await withClaim(ann, id)
    const taken = await shop.call('DELETE', `/carts/${cartId}/claims/${claim.id}`, { headers: ann.headers })
    expect(taken).toMatchObject({ status: 200, body: { lines: [], total: 0 } })
    expect((await read(id)).remaining).toBe(9)
    await put(`/carts/${cartId}/claims/${claim.id}`, ann)
    const guests = await shop.cart()
    await put(`/carts/${guests.id}/claims/${claim.id}`, ann)
    expect((await cartOf(cartId, ann)).lines).toEqual([])
    expect((await cartOf(guests.id, ann)).lines).toHaveLength(1)
  })

  test('404 for another customer’s claim, 409 for an expired or ordered one', async () => {
    const { id } = await sale()
    const [ann, bob] = [await shopper(), await shopper()]
    const claim = await claimed(id, ann)
    const cartId = await newCart(bob)
    expect(await put(`/carts/${cartId}/claims/${claim.id}`, bob)).toMatchObject({ body: { code: 'claim_not_found' } })
    await expire(id, claim.id)
    const own = await newCart(ann)
    expect(await put(`/carts/${own}/claims/${claim.id}`, ann)).toMatchObject({
      status: 409,
      body: { code: 'claim_expired', claims: [claim.id] },
    })
    const { order, claim: bought } = await ordered(bob, id)
    expect(await put(`/carts/${await newCart(bob)}/claims/${bought.id}`, bob)).toMatchObject({
      status: 409,
      body: { code: 'claim_already_ordered', orderId: order.id },
    })
  })

  test('that expires costs nothing, and blocks the order until it is removed', async () => {
    const { id } = await sale()
    const ann = await shopper()
    const { claim, cartId } = await withClaim(ann, id)
    await put(`/carts/${cartId}/items/${await addProduct(shop)}`, ann, { quantity: 1 })
    await expire(id, claim.id)
    const cart = await cartOf(cartId, ann)
    expect(cart).toMatchObject({ total: 1_000, warnings: [{ code: 'claim_expired', claimId: claim.id }] })
    expect(await place(cart, ann)).toMatchObject({ status: 409, body: { code: 'claim_expired', claims: [claim.id] } })
    await shop.call('DELETE', `/carts/${cartId}/claims/${claim.id}`, { headers: ann.headers })
    expect((await place(await cartOf(cartId, ann), ann)).status).toBe(201)
  })
})

describe('an order with a claim', () => {
  test('buys the claim and the ordinary units, and takes all of them from the shelf when it is paid', async () => {
    const { id, sku } = await sale({ onHand: 30, allocation: 10 })
    const ann = await shopper()
    const { claim, cartId } = await withClaim(ann, id, 2)
    await put(`/carts/${cartId}/items/${sku}`, ann, { quantity: 3 })
    const answer = await place(await cartOf(cartId, ann), ann)
    const order = Order.parse(answer.body)
    expect(order.lines.map(({ quantity, unitPrice, claimId }) => [quantity, unitPrice, claimId])).toEqual([
      [3, 1_000, undefined],
      [2, 600, claim.id],
    ])
    expect(await stock(sku)).toEqual({ on_hand: 30, held: 13 })
    expect(await read(id)).toMatchObject({ remaining: 8 })
    await shop.conclude(order)
    expect(await stock(sku)).toEqual({ on_hand: 25, held: 8 })
    expect(await statusOf(claim.id)).toBe('bought')
  })

  test('returns the units to the sale when it is cancelled before payment', async () => {
    const { id, sku } = await sale({ onHand: 30, allocation: 10 })
    const ann = await shopper()
    const { order, claim } = await ordered(ann, id, 2)
    await cancelled(order, ann)
    expect(await read(id)).toMatchObject({ remaining: 10 })
    expect(await stock(sku)).toEqual({ on_hand: 30, held: 10 })
    expect(await statusOf(claim.id)).toBe('released')
  })

  test('returns the units to the sale when it is cancelled after payment', async () => {
    const { id, sku } = await sale({ onHand: 30, allocation: 10 })
    const ann = await shopper()
    const { order } = await ordered(ann, id, 2)
    await shop.conclude(order)
    await cancelled(order, ann)
    expect(await read(id)).toMatchObject({ remaining: 10 })
    expect(await stock(sku)).toEqual({ on_hand: 30, held: 10 })
  })

  test('returns the units to ordinary stock when it is cancelled after the sale', async () => {
    const { id, sku } = await sale({ onHand: 30, allocation: 10 })
    const ann = await shopper()
    const { order } = await ordered(ann, id, 2)
    await shop.call('PATCH', `/admin/flash-sales/${id}`, { headers: staff, body: { active: false } })
    expect(await stock(sku)).toEqual({ on_hand: 30, held: 2 })
    await cancelled(order, ann)
    expect(await stock(sku)).toEqual({ on_hand: 30, held: 0 })
  })

  test('returns the units to the sale when it expires; a late payment buys them again while some remain', async () => {
    const { id, sku } = await sale({ onHand: 30, allocation: 10 })
    const ann = await shopper()
    const { order, claim } = await ordered(ann, id, 2)
    await expireOrder(order)
    await shop.job('expire-holds')
    expect(await read(id)).toMatchObject({ remaining: 10 })
    expect(await stock(sku)).toEqual({ on_hand: 30, held: 10 })
    await shop.conclude(order)
    expect(await statusOf(claim.id)).toBe('bought')
    expect(await read(id)).toMatchObject({ remaining: 8 })
    expect(await stock(sku)).toEqual({ on_hand: 28, held: 8 })
  })

  test('is refunded when a late payment comes after others claimed the units', async () => {
    const { id, sku } = await sale({ onHand: 30, allocation: 2 })
    const [ann, bob] = [await shopper(), await shopper()]
    const { order } = await ordered(ann, id, 2)
    await expireOrder(order)
    await shop.job('expire-holds')
    await shop.job('rebuild-flash-sales')
    await expect
      .poll(
        async () =>
          (await shop.call('POST', `/flash-sales/${id}/claims`, { headers: bob.headers, body: { quantity: 2 } }))
            .status,
        { timeout: 20_000 },
      )
      .toBe(201)
    await shop.conclude(order)
    await shop.job('deliver-outbox')
    const { body } = await shop.call('GET', `/orders/${order.id}`, { headers: ann.headers })
    expect(body).toMatchObject({ status: 'expired', refunded: order.total })
    expect(await stock(sku)).toEqual({ on_hand: 30, held: 2 })
  })

  test('when it is expired and another order is short, its units go to the sale and not to that order', async () => {
    const { id, sku } = await sale({ onHand: 12, allocation: 10 })
    const ann = await shopper()
    const { order } = await ordered(ann, id, 2)
    await expireOrder(order)
    const ordinary = await shop.place(await shop.cart({ lines: { [sku]: 3 } }), { expectedTotal: 3_000 })
    expect(ordinary).toMatchObject({ status: 409, body: { code: 'insufficient_stock' } })
    expect((await shop.place(await shop.cart({ lines: { [sku]: 2 } }))).status).toBe(201)
    expect(await read(id)).toMatchObject({ remaining: 8 })
    await shop.job('expire-holds')
    expect(await read(id)).toMatchObject({ remaining: 10 })
  })

  test('buys an open claim after the end of the sale', async () => {
    const { id, sku } = await sale({ onHand: 30, allocation: 10 })
    const ann = await shopper()
    const { cart } = await withClaim(ann, id, 2)
    await shop.call('PATCH', `/admin/flash-sales/${id}`, { headers: staff, body: { active: false } })
    expect((await place(cart, ann)).status).toBe(201)
    expect(await stock(sku)).toEqual({ on_hand: 30, held: 2 })
  })
})
