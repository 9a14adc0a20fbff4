import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertSlot } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const slot = (slot_id: string, line1: string) => ({ slot_id, address: JSON.stringify({ line1 }) })

test.for([
  ['nothing', {}, {}, false],
  ['one coupon', { coupon_code: 'A' }, {}, false],
  ['the same coupon', { coupon_code: 'A' }, { coupon_code: 'A' }, false],
  ['two coupons', { coupon_code: 'A' }, { coupon_code: 'B' }, true],
  ['one delivery', slot('s', 'Here'), {}, false],
  ['one pick-up', {}, { pickup: true }, false],
  ['pick-up twice', { pickup: true }, { pickup: true }, false],
  ['pick-up and a slot', { pickup: true }, slot('s', 'Here'), true],
  ['the same delivery', slot('s', 'Here'), slot('s', 'Here'), false],
  ['another address', slot('s', 'Here'), slot('s', 'There'), true],
  ['another slot', slot('s', 'Here'), slot('t', 'Here'), true],
] as const)('cart_choices_differ: %s', async ([, one, other, differ]) => {
  for (const id of ['s', 't']) await insertSlot(shop, id)
  await insertCart(shop, 'one', one)
  await insertCart(shop, 'second', other)
  const text = `select cart_choices_differ(one, other) as forth, cart_choices_differ(other, one) as back
    from carts one, carts other where one.id = 'one' and other.id = 'second'`
  expect(await shop.row(text)).toEqual({ forth: differ, back: differ })
})
