import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertSlot } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const slot = { slot_id: 's', address: '{"line1": "There"}' }
const [guestCoupon, ownCoupon] = [
  { kind: 'coupon', couponCode: 'GUESTS', reason: null },
  { kind: 'coupon', couponCode: 'OWN', reason: 'coupon_expired' },
]
const decide = (coupon: string, delivery: string, couponReason: string | null = null) =>
  JSON.stringify({ coupon, couponReason, delivery, deliveryReason: null })

test.for([
  ['nothing', {}, {}, null, { coupon_code: null, slot_id: null, pickup: false }, []],
  [
    'what only the guest has',
    { coupon_code: 'GUESTS', ...slot },
    {},
    null,
    { coupon_code: 'GUESTS', slot_id: 's' },
    [],
  ],
  [
    'what only the customer has',
    {},
    { coupon_code: 'OWN', pickup: true },
    null,
    { coupon_code: 'OWN', pickup: true },
    [],
  ],
  [
    'the guest’s coupon, decided',
    { coupon_code: 'GUESTS' },
    { coupon_code: 'OWN' },
    decide('guest', 'guest', 'coupon_expired'),
    { coupon_code: 'GUESTS' },
    [ownCoupon],
  ],
  [
    'the customer’s coupon, decided',
    { coupon_code: 'GUESTS' },
    { coupon_code: 'OWN' },
    decide('customer', 'guest'),
    { coupon_code: 'OWN' },
    [guestCoupon],
  ],
  [
    'a slot instead of pick-up, decided',
    slot,
    { pickup: true },
    decide('guest', 'guest'),
    { slot_id: 's', pickup: false },
    [{ kind: 'delivery', pickup: true, reason: null }],
  ],
  [
    'pick-up instead of a slot, decided',
    slot,
    { pickup: true },
    decide('guest', 'customer'),
    { slot_id: null, pickup: true },
    [{ kind: 'delivery', slotId: 's', startsAt: expect.any(String), endsAt: expect.any(String), reason: null }],
  ],
] as const)('merge_cart_choices: %s', async ([, guest, own, decision, kept, dropped]) => {
  await insertSlot(shop, 's')
  await insertCart(shop, 'guest', guest)
  await insertCart(shop, 'own', { customer_id: 'ann', ...own })
  const text = `select merge_cart_choices(guest, own, $1::jsonb) as dropped
    from carts guest, carts own where guest.id = 'guest' and own.id = 'own'`
  expect(
    (await shop.row(`with called as materialized (${text}) select dropped from called`, [decision]))?.dropped,
  ).toEqual(dropped)
  expect(await shop.row("select * from carts where id = 'own'")).toMatchObject({ ...kept, version: 2 })
})
