import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertCoupon, insertProduct, insertSlot } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

test('cart_merge_choices: the merged cart with each side’s coupon and delivery, and no change', async () => {
  for (const sku of ['A', 'B']) await insertProduct(shop, sku)
  await insertSlot(shop, 's')
  for (const id of ['one', 'two']) await insertCoupon(shop, id)
  await insertCart(shop, 'guest', { coupon_code: 'ONE', slot_id: 's', address: '{"line1": "There"}' }, { A: 1 })
  await insertCart(shop, 'own', { customer_id: 'ann', coupon_code: 'TWO', pickup: true, version: 4 }, { A: 2, B: 1 })
  const before = await shop.rows("select * from cart_lines where cart_id in ('guest', 'own') order by cart_id, sku")
  const text = `select cart_merge_choices(guest, own, 100) as choices
    from carts guest, carts own where guest.id = 'guest' and own.id = 'own'`
  const row = await shop.row(text)
  const lines = [
    { sku: 'A', quantity: 3 },
    { sku: 'B', quantity: 1 },
  ]
  expect(row?.choices).toMatchObject({
    newerCoupon: 'customer',
    newerDelivery: 'customer',
    guest: { version: 1, view: { cart: { id: 'own' }, lines, coupon: { code: 'ONE' }, slot: { id: 's' } } },
    customer: { version: 4, view: { cart: { id: 'own' }, lines, coupon: { code: 'TWO' }, slot: null } },
  })
  expect(await shop.rows("select * from cart_lines where cart_id in ('guest', 'own') order by cart_id, sku")).toEqual(
    before,
  )
})
