import { beforeEach, describe, expect, test } from 'vitest'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { fromNow, routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'
import {
  insertBooking,
  insertCart,
  insertHolds,
  insertOrder,
  insertProduct,
  insertSlot,
  insertZone,
} from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const view = (more: Record<string, unknown> = {}) => shop.call('cart_view', { cartId: 'cart', ...more })
/** A timestamp as JSON. */
const timestamp = async (text: string) => (await shop.row(text))?.at

beforeEach(async () => {
  await insertProduct(shop, 'A', { onHand: 10 })
  await insertProduct(shop, 'B', { unit: 'g', price_quantity: 1_000, active: false, onHand: 7 })
})

describe('cart_view', () => {
  test('null for an unknown cart', async () => {
    expect(await view()).toBeNull()
  })

  test.for([{}, { customerId: null }, { customerId: 'cus_2' }, { customerId: '' }])(
    "null for a customer's cart, as %j",
    async (caller) => {
      await insertCart(shop, 'cart', { customer_id: 'cus_1' })
      expect(await view(caller)).toBeNull()
    },
  )

  test("a guest's cart, also for a signed-in caller", async () => {
    await insertCart(shop, 'cart')
    expect(await view({ customerId: 'cus_1' })).toMatchObject({ cart: { id: 'cart', customerId: null } })
  })

  test('an empty cart', async () => {
    await insertCart(shop, 'cart', { currency: 'JPY', customer_id: 'cus_1', version: 4 })
    expect(await view({ customerId: 'cus_1' })).toEqual({
      cart: {
        ...{
          id: 'cart',
          status: 'open',
          customerId: 'cus_1',
          currency: 'JPY',
          couponCode: null,
          address: null,
          version: 4,
          pickup: false,
          bags: 0,
          fees: [
            { code: 'bags', amount: 0 },
            { code: 'tip', amount: 0 },
          ],
          mergedInto: null,
        },
      },
      ...{
        lines: [],
        claims: [],
        promotions: [],
        coupon: null,
        usedByCustomer: 0,
        slot: null,
        zone: null,
        served: true,
        birthDate: null,
        orderId: null,
      },
      now: await timestamp('select now() as at'),
    })
  })

  test('lines by the time they were added, then by SKU', async () => {
    await insertCart(shop, 'cart')
    const at = { cart_id: 'cart', quantity: 2, added_at: fromNow(-5) }
    await withoutIndexes(shop)
    await insertProduct(shop, 'D', { onHand: 1 })
    await insertProduct(shop, 'C', { onHand: 3 })
    await shop.insert('cart_lines', { ...at, sku: 'D' }, { ...at, sku: 'C' })
    await shop.insert('cart_lines', { ...at, sku: 'B', added_at: fromNow(-1), substitution: '{"type": "brand"}' })
    const line = {
      quantity: 2,
      substitution: { type: 'none' },
      unit: 'each',
      price: 500,
      priceQuantity: 1,
      active: true,
      ageRestricted: false,
      orderLimit: null,
    }
    const categoryIds = ['other']
    expect(await view()).toMatchObject({
      lines: [
        { ...line, sku: 'C', name: { en: 'C' }, available: 3, categoryIds },
        { ...line, sku: 'D', name: { en: 'D' }, available: 1, categoryIds },
        {
          ...{ ...line, sku: 'B', name: { en: 'B' }, unit: 'g', priceQuantity: 1_000, active: false, available: 7 },
          ...{ substitution: { type: 'brand' }, categoryIds },
        },
      ],
    })
  })

  test('flash-sale claims by creation time, then by id; live if they can be bought or were', async () => {
    await withoutIndexes(shop)
    await insertCart(shop, 'cart')
    await insertCart(shop, 'elsewhere')
    await insertOrder(shop, 'order')
    await insertProduct(shop, 'C', { unit: 'g', price_quantity: 1_000, age_restricted: true })
    await insertFlashSale(shop, 'of-A', 'A')
    await insertFlashSale(shop, 'of-C', 'C')
    const inCart = { cart_id: 'cart', created_at: fromNow(-5) }
    await insertClaim(shop, 'a-newest', 'of-A', { ...inCart, created_at: fromNow(-1), expiresIn: 0 })
    await insertClaim(shop, 'd', 'of-A', { ...inCart, status: 'released', expiresIn: 60 })
    await insertClaim(shop, 'b', 'of-A', { ...inCart, status: 'bought', order_id: 'order', expiresIn: -60 })
    await insertClaim(shop, 'c', 'of-C', { ...inCart, quantity: 2, price: 250, expiresIn: 60 })
    await insertClaim(shop, 'not-in-cart', 'of-A', { ...inCart, cart_id: 'elsewhere' })
    const found: unknown = await view()
    expect(found).toMatchObject({
      claims: [
        { claimId: 'b', live: true },
        { claimId: 'c', live: true },
        { claimId: 'd', live: false },
        { claimId: 'a-newest', live: false },
      ],
    })
    expect(found).toHaveProperty('claims[1]', {
      ...{ claimId: 'c', sku: 'C', quantity: 2, name: { en: 'C' }, unit: 'g', price: 250, priceQuantity: 1_000 },
      ...{ ageRestricted: true, expiresAt: await timestamp("select now() + interval '60 seconds' as at"), live: true },
      active: true,
    })
    await shop.write("update products set active = false where sku in ('A', 'C')")
    expect(await view()).toMatchObject({
      claims: [{ active: true }, { live: true, active: false }, { active: false }, { active: false }],
    })
  })

  test('limits of a product, and the birth date of the caller', async () => {
    await insertCustomer(shop, 'ann', { birth_date: '1990-02-03' })
    await shop.write("update products set age_restricted = true, order_limit = 6 where sku = 'A'")
    await insertCart(shop, 'cart', {}, { A: 1 })
    expect(await view()).toMatchObject({ birthDate: null, lines: [{ ageRestricted: true, orderLimit: 6 }] })
    expect(await view({ customerId: 'ann' })).toMatchObject({ birthDate: '1990-02-03' })
  })

  test('available units: without live holds, with holds that expired, including at this moment', async () => {
    await insertCart(shop, 'cart', {}, { A: 1 })
    for (const [id, units, seconds] of [['late', 1, -1] as const, ['now', 2, 0] as const, ['held', 3, 1] as const]) {
      await insertOrder(shop, id)
      await insertHolds(shop, id, { A: units }, seconds)
    }
    expect(await view()).toMatchObject({ lines: [{ sku: 'A', available: 7 }] })
  })

  test('the address, and the slot with its remaining capacity', async () => {
    await insertSlot(shop, 's', { capacity: 4 })
    for (const [id, seconds] of [['late', -1] as const, ['now', 0] as const, ['soon', 1] as const]) {
      await insertOrder(shop, id)
      await insertBooking(shop, id, 's', seconds)
    }
    await insertCart(shop, 'cart', { slot_id: 's', address: '{"line1": "Here"}' })
    const at = (column: string) => timestamp(`select ${column} as at from delivery_slots where id = 's'`)
    expect(await view()).toMatchObject({ cart: { address: { line1: 'Here' } } })
    expect(await view()).toHaveProperty('slot', {
      ...{ id: 's', startsAt: await at('starts_at'), endsAt: await at('ends_at'), cutoffAt: await at('cutoff_at') },
      ...{ fee: 300, open: true, reservable: true, remaining: 3 },
    })
  })

  test('the zone of the address, and whether the slot delivers to it', async () => {
    await insertSlot(shop, 's')
    await insertZone(shop, 'z', { districts: ['here'], minimum_basket: 4, fee: 5, free_from: 6, version: 7 })
    await insertCart(shop, 'cart', { slot_id: 's', address: '{"line1": "1", "district": "Here"}' })
    const zone = { id: 'z', version: 7, fee: 5, freeFrom: 6, minimumBasket: 4 }
    expect(await view()).toMatchObject({ zone, served: true })
    await shop.write("update delivery_slots set zone_ids = '{another}' where id = 's'")
    expect(await view()).toMatchObject({ zone, served: false })
    await shop.write('update carts set address = \'{"district": "There"}\' where id = \'cart\'')
    await shop.write("update delivery_slots set zone_ids = null where id = 's'")
    expect(await view()).toMatchObject({ zone: null, served: false })
    const nowhere = { slotId: null, address: { district: 'here' } }
    expect(await view({ delivery: nowhere })).toMatchObject({ zone: null, served: true })
  })

  test('a delivery to try instead of the cart’s, also pick-up', async () => {
    await insertSlot(shop, 's')
    await insertZone(shop, 'z', { districts: ['here'] })
    await insertCart(shop, 'cart', { slot_id: 's', address: '{"line1": "1", "district": "here"}' })
    const there = { slotId: 'unknown', address: { line1: '1', district: 'there' } }
    expect(await view({ delivery: there })).toMatchObject({
      cart: { address: there.address },
      slot: null,
      served: false,
    })
    const pickUp = { cart: { address: null }, slot: null, zone: null, served: true }
    expect(await view({ delivery: { slotId: null, address: null } })).toMatchObject(pickUp)
  })

  test.for([
    ['at its cut-off', { cutoff_at: fromNow(0) }],
    ['once withdrawn', { active: false }],
  ] as const)('a slot is no longer open %s', async ([, columns]) => {
    await insertSlot(shop, 's', columns)
    await insertCart(shop, 'cart', { slot_id: 's', address: '{}' })
    expect(await view()).toMatchObject({ slot: { open: false } })
  })

  test('the order of an ordered cart', async () => {
    await insertOrder(shop, 'cart')
    await shop.write("update orders set id = 'its-order' where id = 'cart'")
    expect(await view()).toMatchObject({ cart: { status: 'ordered' }, orderId: 'its-order' })
  })

  test('no order for a merged cart', async () => {
    await insertOrder(shop, 'cart')
    await shop.write("update carts set status = 'merged', merged_into = id where id = 'cart'")
    expect(await view()).toMatchObject({ cart: { mergedInto: 'cart' }, orderId: null })
  })
})
