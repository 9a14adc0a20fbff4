import { describe, expect, test } from 'vitest'
import type { Cart } from '../../shared/carts/cart.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'
import { shopWithConcurrentChange } from './concurrent-change.ts'
import { readOrderRows, stockOf } from './order-rows.ts'

/** Changes between the read of the cart and the call that places the order. */
const shop = await testShop()
const put = ({ id }: Cart, sku: string, quantity: number) =>
  shop.call('PUT', `/carts/${id}/items/${sku}`, { body: { quantity } })

/** Places an order while `work` changes data. A refusal must not change anything else. */
async function placeDuring(cart: Cart, work: () => Promise<unknown>, times = 1) {
  let after = ''
  const busy = shopWithConcurrentChange(
    shop,
    'checkout_views',
    async () => {
      await work()
      after = await readOrderRows(shop)
    },
    times,
  )
  const answer = await busy.place(cart)
  expect(after).not.toBe('')
  if (answer.status !== 201) expect(await readOrderRows(shop)).toBe(after)
  return answer
}

describe('409 by the checks of the database', () => {
  test('insufficient_stock: another order holds the units', async () => {
    const sku = await addProduct(shop, { onHand: 3 })
    const cart = await shop.cart({ lines: { [sku]: 2 }, coupon: await addCoupon(shop), slotId: await addSlot(shop) })
    const answer = await placeDuring(cart, () => shop.order({ lines: { [sku]: 2 } }))
    expect(answer).toMatchObject({ status: 409, body: { code: 'insufficient_stock', errors: [{ sku, available: 1 }] } })
    expect(await stockOf(shop, sku)).toEqual({ onHand: 3, held: 2 })
  })

  test('coupon_used_up and coupon_customer_limit', async () => {
    const sku = await addProduct(shop)
    const [last, once] = [await addCoupon(shop, { usageLimit: 1 }), await addCoupon(shop, { perCustomerLimit: 1 })]
    for (const [code, reason] of [
      [last, 'coupon_used_up'],
      [once, 'coupon_customer_limit'],
    ]) {
      const basket = { lines: { [sku]: 1 }, ...(code === undefined ? {} : { coupon: code }) }
      const answer = await placeDuring(await shop.cart(basket), () => shop.order(basket))
      expect(answer).toMatchObject({ status: 409, body: { code: reason } })
    }
  })

  test.each([
    ['coupon_expired', "ends_at = now() - interval '1 second'"],
    ['coupon_not_started', "starts_at = now() + interval '1 hour'"],
    ['coupon_not_found', 'active = false'],
  ])('%s', async (reason, change) => {
    const code = await addCoupon(shop)
    const cart = await shop.cart({ lines: { [await addProduct(shop)]: 1 }, coupon: code })
    const answer = await placeDuring(cart, () => shop.rows(`update coupons set ${change} where code = $1`, [code]))
    expect(answer).toMatchObject({ status: 409, body: { code: reason } })
  })

  test('slot_full and slot_closed', async () => {
    const lines = { [await addProduct(shop)]: 1 }
    const [full, late] = [await addSlot(shop, { capacity: 1 }), await addSlot(shop)]
    const slow = await placeDuring(await shop.cart({ lines, slotId: full }), () => shop.order({ lines, slotId: full }))
    expect(slow).toMatchObject({ status: 409, body: { code: 'slot_full', slotId: full } })
    const later = await placeDuring(await shop.cart({ lines, slotId: late }), () =>
      shop.rows('update delivery_slots set cutoff_at = now() where id = $1', [late]),
    )
    expect(later).toMatchObject({ status: 409, body: { code: 'slot_closed', slotId: late } })
  })

  test('address_not_served and basket_below_minimum: a zone changed', async () => {
    const zone = (change: string) => () =>
      shop.rows(`update delivery_zones set ${change}, version = version + 1 where id = 'zone-hong-kong-island'`)
    const basket = async () => ({ lines: { [await addProduct(shop)]: 1 }, slotId: await addSlot(shop) })
    const low = await placeDuring(await shop.cart(await basket()), zone('minimum_basket = 1001'))
    expect(low).toMatchObject({ status: 409, body: { code: 'basket_below_minimum' } })
    await zone('minimum_basket = 0')()
    const away = await placeDuring(await shop.cart(await basket()), zone('active = false'))
    expect(away).toMatchObject({ status: 409, body: { code: 'address_not_served' } })
    await zone('active = true')()
  })

  test('total_changed: a price, a fee, a promotion or a coupon changed', async () => {
    const [sku, slotId, code] = [await addProduct(shop), await addSlot(shop), await addCoupon(shop)]
    const basket = { lines: { [sku]: 1, 'CANS-0001': 3 }, slotId, coupon: code }
    for (const change of [
      `update products set price = price + 1, version = version + 1 where sku = '${sku}'`,
      `update delivery_slots set fee = fee + 1, version = version + 1 where id = '${slotId}'`,
      "update delivery_zones set fee = fee + 1, version = version + 1 where id = 'zone-hong-kong-island'",
      `update coupons set value = value + 1, version = version + 1 where code = '${code}'`,
      "update promotions set amount = amount + 1, version = version + 1 where code = 'TUNA-3-42'",
      "update promotions set ends_at = now() where code = 'TUNA-3-42'",
    ]) {
      const answer = await placeDuring(await shop.cart(basket), () => shop.rows(change))
      expect(answer, change).toMatchObject({ status: 409, body: { code: 'total_changed' } })
    }
  })

  test('total_changed: an item was added to the cart', async () => {
    const [sku, more] = [await addProduct(shop), await addProduct(shop)]
    const cart = await shop.cart({ lines: { [sku]: 1 } })
    const answer = await placeDuring(cart, () => put(cart, more, 1))
    expect(answer).toMatchObject({ status: 409, body: { code: 'total_changed', cart: { total: 2000 } } })
  })

  test('insufficient_stock: a product became inactive', async () => {
    const sku = await addProduct(shop)
    const off = () => shop.rows('update products set active = false, version = version + 1 where sku = $1', [sku])
    const answer = await placeDuring(await shop.cart({ lines: { [sku]: 1 } }), off)
    expect(answer).toMatchObject({ status: 409, body: { code: 'insufficient_stock', errors: [{ sku, available: 0 }] } })
  })

  test('cart_already_ordered with the id of the first order', async () => {
    const cart = await shop.cart({ lines: { [await addProduct(shop)]: 1 } })
    const answer = await placeDuring(cart, () => shop.place(cart))
    const [first] = await shop.rows('select id from orders where cart_id = $1', [cart.id])
    expect(answer).toMatchObject({ status: 409, body: { code: 'cart_already_ordered', orderId: first?.id } })
  })

  test('cart_changed: the cart changes during every attempt', async () => {
    const [sku, more] = [await addProduct(shop), await addProduct(shop)]
    const cart = await shop.cart({ lines: { [sku]: 1 } })
    let quantity = 0
    const answer = await placeDuring(
      cart,
      async () => put(cart, more, ++quantity % 2).then(() => put(cart, more, 0)),
      99,
    )
    expect(answer).toMatchObject({ status: 409, body: { code: 'cart_changed' } })
  })
})

describe('201', () => {
  test('for a cart that was changed and changed back', async () => {
    const sku = await addProduct(shop)
    const cart = await shop.cart({ lines: { [sku]: 1 } })
    const answer = await placeDuring(cart, () => put(cart, sku, 2).then(() => put(cart, sku, 1)))
    expect(answer).toMatchObject({ status: 201, body: { total: 1000 } })
  })

  test('with the new prices, when the total is the same', async () => {
    const [up, down] = [await addProduct(shop), await addProduct(shop)]
    const answer = await placeDuring(await shop.cart({ lines: { [up]: 1, [down]: 1 } }), () =>
      shop.rows(
        'update products set price = price + case sku when $1 then 50 else -50 end, version = version + 1 where sku in ($1, $2)',
        [up, down],
      ),
    )
    expect(answer).toMatchObject({
      status: 201,
      body: { total: 2000, lines: [{ unitPrice: 1050 }, { unitPrice: 950 }] },
    })
  })
})
