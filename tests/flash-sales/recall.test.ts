import { describe, expect, test } from 'vitest'
import { Cart } from '../../shared/carts/cart.ts'
import { Order } from '../../shared/orders/views/order.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { expireHolds } from '../orders/order-rows.ts'
import { testShop } from '../support/shop.ts'
import { flashSaleShop, type Shopper, secondsFromNow } from './flash-sale-shop.ts'

const shop = await testShop()
const { claim, claimed, read, sale, shopper, staff: headers, stock } = await flashSaleShop(shop)

async function setActive(sku: string, active: boolean) {
  const answer = await shop.call('PATCH', `/admin/products/${sku}`, { headers, body: { active } })
  expect(answer.status, answer.text).toBe(200)
}

/** Also what a claim that comes when the gate is out of date does. */
const rebuildGates = () => shop.job('rebuild-flash-sales')

async function cartOf(ann: Shopper, saleId: string, quantity = 1) {
  const { id: claimId } = await claimed(saleId, ann, quantity)
  const { id } = Cart.parse((await shop.call('POST', '/carts', ann)).body)
  await shop.call('PUT', `/carts/${id}/delivery`, { ...ann, body: { pickup: true } })
  return { claimId, cart: Cart.parse((await shop.call('PUT', `/carts/${id}/claims/${claimId}`, ann)).body) }
}
const readCart = async ({ id }: Cart, { headers }: Shopper) =>
  Cart.parse((await shop.call('GET', `/carts/${id}`, { headers })).body)
const place = ({ id }: Cart, { headers, email }: Shopper, expectedTotal: number) =>
  shop.call('POST', '/orders', {
    headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
    body: { cartId: id, expectedTotal, email },
  })

describe('a product with a flash sale is taken off sale', () => {
  test('the sale shows as ended, is in no list, and takes no new claim, whatever the gate says', async () => {
    const { id, sku } = await sale()
    await claimed(id, await shopper())
    await setActive(sku, false)
    expect(await read(id)).toMatchObject({ status: 'ended', remaining: 0 })
    const { body } = await shop.call('GET', '/flash-sales?limit=100')
    expect(JSON.stringify(body)).not.toContain(id)
    for (const _gate of ['of before', 'of now']) {
      expect(await claim(id, await shopper())).toMatchObject({ status: 409, body: { code: 'flash_sale_ended' } })
      await rebuildGates()
    }
    expect(await stock(sku)).toEqual({ on_hand: 100, held: 10 })
  })

  test('so does a sale that has not started', async () => {
    const { id, sku } = await sale({ startsAt: secondsFromNow(600) })
    await setActive(sku, false)
    expect((await read(id)).status).toBe('ended')
    for (const _gate of ['of before', 'of now']) {
      expect((await claim(id, await shopper())).status).toBe(409)
      await rebuildGates()
    }
    expect((await claim(id, await shopper())).body).toMatchObject({ code: 'flash_sale_ended' })
  })

  test('a cart with a claim warns, the claim costs nothing, and the order is refused without a change', async () => {
    const { id, sku } = await sale()
    const ann = await shopper()
    const other = await addProduct(shop, { price: 700 })
    const { cart, claimId } = await cartOf(ann, id, 2)
    await shop.call('PUT', `/carts/${cart.id}/items/${other}`, { headers: ann.headers, body: { quantity: 1 } })
    expect(await readCart(cart, ann)).toMatchObject({ total: 1_900, warnings: [] })
    await setActive(sku, false)
    const warned = await readCart(cart, ann)
    expect(warned).toMatchObject({
      total: 700,
      lines: [{ sku: other }, { sku, claimId, available: 0, total: 0 }],
      warnings: [{ code: 'product_not_found', sku, claimId }],
    })
    for (const total of [warned.total, 1_900]) {
      expect(await place(cart, ann, total)).toMatchObject({
        status: 409,
        body: { code: 'insufficient_stock', errors: [{ sku, requested: 2, available: 0 }] },
      })
    }
    expect(await readCart(cart, ann)).toEqual(warned)
    const without = await shop.call('DELETE', `/carts/${cart.id}/claims/${claimId}`, { headers: ann.headers })
    expect(without.body).toMatchObject({ warnings: [] })
    expect((await place(cart, ann, 700)).status).toBe(201)
  })

  test('404 product_not_found: an open claim cannot be put into a cart any more, but it can be given back', async () => {
    const { id, sku } = await sale()
    const ann = await shopper()
    const { id: claimId } = await claimed(id, ann)
    const cart = Cart.parse((await shop.call('POST', '/carts', ann)).body)
    await setActive(sku, false)
    const path = `/carts/${cart.id}/claims/${claimId}`
    expect(await shop.call('PUT', path, ann)).toMatchObject({ status: 404, body: { code: 'product_not_found', sku } })
    expect((await readCart(cart, ann)).lines).toEqual([])
    expect((await shop.call('DELETE', `/flash-sales/${id}/claims/${claimId}`, ann)).status).toBe(204)
  })

  test('what is ordered and paid stays for staff to decide', async () => {
    const { id, sku } = await sale()
    const [paying, packing, cancelling] = [await shopper(), await shopper(), await shopper()]
    const orders: Order[] = []
    for (const person of [paying, packing, cancelling]) {
      const { cart } = await cartOf(person, id)
      orders.push(Order.parse((await place(cart, person, cart.total)).body))
    }
    for (const order of orders.slice(1)) await shop.conclude(order)
    await setActive(sku, false)
    const [pending, packed, cancelled] = orders
    if (pending === undefined || packed === undefined || cancelled === undefined) throw new Error('three orders')
    await shop.conclude(pending)
    const view = async ({ id }: Order) => (await shop.call('GET', `/admin/orders/${id}`, { headers })).body
    for (const order of orders) expect(await view(order)).toMatchObject({ status: 'paid' })
    const advance = ({ id }: Order, to: string) =>
      shop.call('POST', `/admin/orders/${id}/transitions`, { headers, body: { to } })
    for (const to of ['picking', 'packed']) expect((await advance(packed, to)).status).toBe(200)
    expect((await advance(cancelled, 'cancelled')).status).toBe(200)
    expect(await read(id)).toMatchObject({ status: 'ended', remaining: 0 })
    expect(await stock(sku)).toEqual({ on_hand: 98, held: 8 })
  })

  test('a late payment for it is returned', async () => {
    const sku = await addProduct(shop)
    const order = await shop.order({ lines: { [sku]: 1 } })
    await expireHolds(shop, order)
    await shop.job('expire-holds')
    await setActive(sku, false)
    await shop.conclude(order)
    await shop.job('deliver-outbox')
    await shop.job('process-webhooks')
    expect(await shop.read(order)).toMatchObject({ status: 'expired', refunded: order.total })
  })

  test('sold again, the sale goes on with its open claims, until its end', async () => {
    const { id, sku } = await sale()
    const ann = await shopper()
    const { cart } = await cartOf(ann, id)
    await setActive(sku, false)
    await rebuildGates()
    expect((await claim(id, await shopper())).status).toBe(409)
    await setActive(sku, true)
    await rebuildGates()
    expect(await read(id)).toMatchObject({ status: 'live', remaining: 9 })
    expect(await readCart(cart, ann)).toMatchObject({ total: cart.total, warnings: [] })
    await claimed(id, await shopper())
    expect((await place(cart, ann, cart.total)).status).toBe(201)
    await setActive(sku, false)
    await shop.call('PATCH', `/admin/flash-sales/${id}`, { headers, body: { active: false } })
    await setActive(sku, true)
    expect(await read(id)).toMatchObject({ status: 'ended' })
  })

  test('409 for a sale of a product that is not sold', async () => {
    const sku = await addProduct(shop)
    await setActive(sku, false)
    const body = { sku, price: 1, allocation: 1, perCustomerLimit: 1 }
    const window = { startsAt: secondsFromNow(-1), endsAt: secondsFromNow(60) }
    const made = await shop.call('POST', '/admin/flash-sales', { headers, body: { ...body, ...window } })
    expect(made).toMatchObject({ status: 404, body: { code: 'product_not_found' } })
  })
})

describe('an import takes a product with a flash sale off sale', () => {
  const importRows = (...skus: string[]) => {
    const body = ['sku,name_en,category,price,stock', ...skus.map((sku) => `${sku},${sku},fruit,10.00,50`)]
      .join('\n')
      .concat('\n')
    return shop.call('POST', '/admin/products/import', { headers: { ...headers, 'content-type': 'text/csv' }, body })
  }

  test('the sale ends with it, and goes on when the file lists the product again', async () => {
    const listed = Array.from({ length: 6 }, (_, at) => `RECALL-${at}`)
    const imported = await importRows(...listed)
    expect(imported.status, imported.text).toBe(200)
    const { id } = await sale({ sku: 'RECALL-0' })
    const ann = await shopper()
    const { cart } = await cartOf(ann, id)
    const shorter = await importRows(...listed.slice(1))
    expect(shorter.body, shorter.text).toMatchObject({ products: { deactivated: 1 } })
    expect(await read(id)).toMatchObject({ status: 'ended' })
    expect((await claim(id, await shopper())).body).toMatchObject({ code: 'flash_sale_ended' })
    expect((await readCart(cart, ann)).warnings).toMatchObject([{ code: 'product_not_found', sku: 'RECALL-0' }])
    await importRows(...listed)
    await rebuildGates()
    expect(await read(id)).toMatchObject({ status: 'live' })
    expect((await place(cart, ann, cart.total)).status).toBe(201)
  })
})
