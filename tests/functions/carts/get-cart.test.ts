import { describe, expect, test } from 'vitest'
import { Cart } from '../../../shared/carts/cart.ts'
import { testShop } from '../../support/shop.ts'
import { addCoupon, addProduct, addSlot } from '../catalog/test-records.ts'
import { expectToAddUp } from './add-up.ts'

const shop = await testShop()
const read = async ({ id }: Cart) => Cart.parse((await shop.call('GET', `/carts/${id}`)).body)

describe('200', () => {
  test('lines, promotions, coupon and fee, with correct sums', async () => {
    const slotId = await addSlot(shop, { fee: 3500 })
    const cart = await read(
      await shop.cart({ lines: { 'MILK-0001': 2, 'VEGE-0001': 750, 'TUNA-0001': 0 }, slotId, coupon: 'FRESH15' }),
    )
    expectToAddUp(cart, 315)
    expect(cart.lines).toMatchObject([
      { sku: 'MILK-0001', unitPrice: 2490, quantity: 2, subtotal: 4980, discount: 480, total: 4500 },
      { sku: 'VEGE-0001', unitPrice: 2800, priceQuantity: 1000, quantity: 750, subtotal: 2100, discount: 315 },
    ])
    expect(cart.promotions).toMatchObject([{ code: 'MILK-2-45', amount: 480, description: { en: /\w/ } }])
    expect(cart.coupon).toEqual({ code: 'FRESH15', applied: true, amount: 315 })
    expect(cart).toMatchObject({ subtotal: 7080, discount: 795, deliveryFee: 3500, total: 9785, warnings: [] })
  })

  test('current prices, not those at the time of adding', async () => {
    const sku = await addProduct(shop, { price: 1000 })
    const cart = await shop.cart({ lines: { [sku]: 3 } })
    expect(cart.total).toBe(3000)
    await shop.rows('update products set price = 1200, version = version + 1 where sku = $1', [sku])
    expect(await read(cart)).toMatchObject({ total: 3600, lines: [{ unitPrice: 1200 }], version: cart.version })
  })

  test('an ordered cart can still be read', async () => {
    const sku = await addProduct(shop)
    const cart = await shop.cart({ lines: { [sku]: 1 } })
    await shop.place(cart)
    expect(await read(cart)).toMatchObject({ id: cart.id, lines: [{ sku, quantity: 1 }] })
  })
})

describe('a warning for everything that would prevent an order', () => {
  test('insufficient_stock, with the available quantity', async () => {
    const sku = await addProduct(shop, { onHand: 5 })
    const cart = await shop.cart({ lines: { [sku]: 5 } })
    expect(cart.warnings).toEqual([])
    await shop.order({ lines: { [sku]: 3 } })
    const { warnings, lines, total } = await read(cart)
    expect(warnings).toEqual([{ code: 'insufficient_stock', message: 'Only 2 left.', sku, available: 2 }])
    expect([lines[0]?.available, total]).toEqual([2, 5000])
  })

  test('product_not_found for an inactive product, which costs nothing', async () => {
    const [gone, here] = [await addProduct(shop), await addProduct(shop)]
    const cart = await shop.cart({ lines: { [gone]: 1, [here]: 1 } })
    await shop.rows('update products set active = false where sku = $1', [gone])
    const now = await read(cart)
    expect(now.warnings).toMatchObject([{ code: 'product_not_found', sku: gone }])
    expect(now.lines[0]).toMatchObject({ sku: gone, available: 0, subtotal: 0, total: 0 })
    expect(now.total).toBe(1000)
    expectToAddUp(now)
  })

  test('the reason why a coupon no longer applies', async () => {
    const sku = await addProduct(shop, { price: 5000 })
    const code = await addCoupon(shop, { value: 100, minimumSpend: 10_000 })
    const cart = await shop.cart({ lines: { [sku]: 2 }, coupon: code })
    expect(cart.coupon).toEqual({ code, applied: true, amount: 100 })
    await shop.call('PUT', `/carts/${cart.id}/items/${sku}`, { body: { quantity: 1 } })
    const now = await read(cart)
    expect(now.coupon).toEqual({ code, applied: false, amount: 0, reason: 'coupon_minimum_spend' })
    expect(now.warnings).toMatchObject([{ code: 'coupon_minimum_spend' }])
    expect(now.total).toBe(5000)
  })

  test('coupon_not_found for a deactivated coupon', async () => {
    const sku = await addProduct(shop)
    const code = await addCoupon(shop)
    const cart = await shop.cart({ lines: { [sku]: 1 }, coupon: code })
    await shop.rows('update coupons set active = false, version = version + 1 where code = $1', [code])
    expect(await read(cart)).toMatchObject({ total: 1000, coupon: { applied: false, reason: 'coupon_not_found' } })
  })

  test('slot_closed after the cutoff, slot_full without capacity', async () => {
    const sku = await addProduct(shop)
    const [closing, filling] = [await addSlot(shop), await addSlot(shop, { capacity: 1 })]
    const late = await shop.cart({ lines: { [sku]: 1 }, slotId: closing })
    const slow = await shop.cart({ lines: { [sku]: 1 }, slotId: filling })
    await shop.rows("update delivery_slots set cutoff_at = now() - interval '1 second' where id = $1", [closing])
    await shop.order({ lines: { [sku]: 1 }, slotId: filling })
    expect((await read(late)).warnings).toMatchObject([{ code: 'slot_closed' }])
    expect((await read(slow)).warnings).toMatchObject([{ code: 'slot_full' }])
  })
})

test.each(['crt_none', 'x', "'", '%E8%BB%8A', 'x'.repeat(100)])('404 cart_not_found: %s', async (id) => {
  const { status, body } = await shop.call('GET', `/carts/${id}`)
  expect([status, body]).toEqual([404, expect.objectContaining({ code: 'cart_not_found' })])
})
