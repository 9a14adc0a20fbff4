import { describe, expect, test } from 'vitest'
import { Cart } from '../../shared/carts/cart.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { address, testShop } from '../support/shop.ts'
import { readOrderRows } from './order-rows.ts'

const shop = await testShop()

/** Places an order that must be refused without changing any row. */
async function refused(cart: Cart, checkout: Parameters<typeof shop.place>[1] = {}) {
  const before = await readOrderRows(shop)
  const { status, body } = await shop.place(cart, checkout)
  expect(await readOrderRows(shop)).toBe(before)
  return { status, body }
}

describe('409 insufficient_stock', () => {
  test('lists every short SKU with its available units, and takes no stock, coupon or slot', async () => {
    const [plenty, few, none] = [
      await addProduct(shop),
      await addProduct(shop, { onHand: 3 }),
      await addProduct(shop, { onHand: 0 }),
    ]
    const basket = { [none]: 2, [plenty]: 1, [few]: 4 }
    const cart = await shop.cart({ lines: basket, slotId: await addSlot(shop), coupon: await addCoupon(shop) })
    const { status, body } = await refused(cart)
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'insufficient_stock' })])
    expect(body).toMatchObject({ errors: { length: 2 } })
    expect(body).toMatchObject({
      errors: expect.arrayContaining([
        { path: `lines.${few}`, sku: few, requested: 4, available: 3, message: 'Only 3 left.' },
        { path: `lines.${none}`, sku: none, requested: 2, available: 0, message: 'Sold out.' },
      ]),
    })
  })

  test('stock that other orders hold is not available', async () => {
    const sku = await addProduct(shop, { onHand: 5 })
    await shop.order({ lines: { [sku]: 4 } })
    const { body } = await refused(await shop.cart({ lines: { [sku]: 2 } }))
    expect(body).toMatchObject({ errors: [{ sku, requested: 2, available: 1 }] })
    expect((await shop.place(await shop.cart({ lines: { [sku]: 1 } }))).status).toBe(201)
  })

  test('by weight, in grams', async () => {
    const sku = await addProduct(shop, { unit: 'g', onHand: 500 })
    const { body } = await refused(await shop.cart({ lines: { [sku]: 501 } }))
    expect(body).toMatchObject({ errors: [{ sku, requested: 501, available: 500 }] })
  })

  test('an inactive product has 0 available units', async () => {
    const sku = await addProduct(shop)
    const cart = await shop.cart({ lines: { [sku]: 2 } })
    await shop.rows('update products set active = false where sku = $1', [sku])
    const { body } = await refused(cart, { expectedTotal: 0 })
    expect(body).toMatchObject({ code: 'insufficient_stock', errors: [{ sku, requested: 2, available: 0 }] })
  })
})

describe('409 delivery_required', () => {
  async function undecided() {
    const sku = await addProduct(shop)
    const { id } = Cart.parse((await shop.call('POST', '/carts')).body)
    const filled = await shop.call('PUT', `/carts/${id}/items/${sku}`, { body: { quantity: 1 } })
    return Cart.parse(filled.body)
  }
  const choose = async ({ id }: Cart, body: object) =>
    Cart.parse((await shop.call('PUT', `/carts/${id}/delivery`, { body })).body)

  test('without a choice, whatever the total', async () => {
    const cart = await undecided()
    expect(cart).toMatchObject({ delivery: null, deliveryFee: 0, warnings: [] })
    expect(await refused(cart)).toMatchObject({ status: 409, body: { code: 'delivery_required' } })
    expect(await refused(cart, { expectedTotal: 1 })).toMatchObject({ body: { code: 'delivery_required' } })
  })

  test('201 as soon as pick-up or a slot is chosen, in the same cart and with the same key', async () => {
    for (const choice of [{ pickup: true }, { slotId: await addSlot(shop), address }]) {
      const [cart, key] = [await undecided(), crypto.randomUUID()]
      expect((await shop.place(cart, { key })).body).toMatchObject({ code: 'delivery_required' })
      const { status, body } = await shop.place(await choose(cart, choice), { key })
      expect([status, body]).toEqual([201, expect.objectContaining({ delivery: expect.objectContaining(choice) })])
    }
  })
})

describe('409 total_changed', () => {
  test.each([1, -1])('with the current cart when the expected total differs by %i cent', async (difference) => {
    const cart = await shop.cart({ lines: { [await addProduct(shop)]: 2 } })
    const { status, body } = await refused(cart, { expectedTotal: cart.total + difference })
    expect(status).toBe(409)
    expect(body).toMatchObject({ code: 'total_changed', expectedTotal: cart.total + difference, cart })
  })

  test('a price has changed', async () => {
    const sku = await addProduct(shop, { price: 1000 })
    const cart = await shop.cart({ lines: { [sku]: 2 } })
    await shop.rows('update products set price = 1100, version = version + 1 where sku = $1', [sku])
    const { body } = await refused(cart)
    expect(body).toMatchObject({ code: 'total_changed', cart: { total: 2200, lines: [{ unitPrice: 1100 }] } })
    expect((await shop.place(cart, { expectedTotal: 2200 })).status).toBe(201)
  })

  test('a promotion has ended', async () => {
    const cart = await shop.cart({ lines: { 'CANS-0001': 3 } })
    await shop.rows("update promotions set ends_at = now() where code = 'TUNA-3-42'")
    const { body } = await refused(cart)
    expect(body).toMatchObject({ code: 'total_changed', cart: { promotions: [], total: cart.subtotal } })
  })

  test('not when prices changed but the total is the same', async () => {
    const [up, down] = [await addProduct(shop, { price: 1000 }), await addProduct(shop, { price: 1000 })]
    const cart = await shop.cart({ lines: { [up]: 1, [down]: 1 } })
    await shop.rows('update products set price = 1100, version = version + 1 where sku = $1', [up])
    await shop.rows('update products set price = 900, version = version + 1 where sku = $1', [down])
    const { status, body } = await shop.place(cart)
    expect([status, body]).toEqual([201, expect.objectContaining({ total: 2000 })])
    expect(body).toMatchObject({ lines: [{ unitPrice: 1100 }, { unitPrice: 900 }] })
  })

  test('a fee has changed', async () => {
    const slotId = await addSlot(shop, { fee: 3500 })
    const cart = await shop.cart({ lines: { [await addProduct(shop)]: 1 }, slotId })
    await shop.rows('update delivery_slots set fee = 4000, version = version + 1 where id = $1', [slotId])
    expect((await refused(cart)).body).toMatchObject({
      code: 'total_changed',
      cart: { deliveryFee: 4000, total: 5000 },
    })
  })
})

describe('409', () => {
  test('cart_empty', async () => {
    expect((await refused(await shop.cart())).body).toMatchObject({ code: 'cart_empty' })
  })

  test('address_not_served and basket_below_minimum: a zone has changed', async () => {
    const lines = { [await addProduct(shop)]: 1 }
    const cart = await shop.cart({ lines, slotId: await addSlot(shop) })
    await shop.rows("update delivery_zones set minimum_basket = 1001 where id = 'zone-hong-kong-island'")
    expect((await refused(cart)).body).toMatchObject({ code: 'basket_below_minimum', goods: 1000, missing: 1 })
    await shop.rows("update delivery_zones set minimum_basket = 0, active = false where id = 'zone-hong-kong-island'")
    expect((await refused(cart)).body).toMatchObject({ code: 'address_not_served', zoneId: null })
    await shop.rows("update delivery_zones set active = true where id = 'zone-hong-kong-island'")
  })

  test('slot_closed and slot_full', async () => {
    const lines = { [await addProduct(shop)]: 1 }
    const [late, full] = [await addSlot(shop), await addSlot(shop, { capacity: 1 })]
    const [slow, second] = [await shop.cart({ lines, slotId: late }), await shop.cart({ lines, slotId: full })]
    await shop.rows('update delivery_slots set cutoff_at = now() where id = $1', [late])
    await shop.order({ lines, slotId: full })
    expect(await refused(slow)).toMatchObject({ status: 409, body: { code: 'slot_closed', slotId: late } })
    expect(await refused(second)).toMatchObject({ status: 409, body: { code: 'slot_full', slotId: full } })
  })
})

describe('the largest order', () => {
  async function place(items: readonly (readonly [price: number, quantity: number])[], slotId?: string) {
    const lines: Record<string, number> = {}
    for (const [price, quantity] of items) lines[await addProduct(shop, { price, onHand: quantity })] = quantity
    const cart = await shop.cart({ lines, ...(slotId === undefined ? {} : { slotId }) })
    return shop.place(cart, { expectedTotal: Math.min(cart.total, 2_147_483_647) })
  }
  const largest = [
    [100_000_000, 21],
    [47_483_647, 1],
  ] as const

  test('201 for the largest 32-bit total', async () => {
    expect(await place(largest)).toMatchObject({ status: 201, body: { total: 2_147_483_647 } })
  })

  test.each([
    ['one cent more', [...largest, [1, 1]] as const],
    ['the largest quantity at the largest price', [[100_000_000, 100_000]] as const],
  ])('409 cart_too_large for %s', async (_what, items) => {
    expect(await place(items)).toMatchObject({ status: 409, body: { code: 'cart_too_large' } })
  })

  test('409 cart_too_large because of the delivery fee', async () => {
    await shop.rows('update delivery_zones set free_from = null')
    const answer = await place(largest, await addSlot(shop, { fee: 1 }))
    expect(answer).toMatchObject({ status: 409, body: { code: 'cart_too_large' } })
  })
})

test('404 cart_not_found', async () => {
  const unknown = Cart.parse({ ...(await shop.cart()), id: 'crt_none' })
  expect(await refused(unknown)).toMatchObject({ status: 404, body: { code: 'cart_not_found' } })
})
