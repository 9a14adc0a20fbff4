import type { RoutineShop } from './routine-shop.ts'
import { insertCart, insertCoupon, insertProduct, insertSlot } from './shop-rows.ts'

/** 3 A at 500 with 200 off, and 250 g of B at 2,000 a kilogram: 1,800. */
export const line = {
  ...{ sku: 'X-A', name: { en: 'As it was read' }, unit: 'each', quantity: 3, price: 500, priceQuantity: 1 },
  ...{ subtotal: 1_500, promotionDiscount: 200, couponDiscount: 0, total: 1_300, substitution: { type: 'brand' } },
}
const weighed = {
  ...{ sku: 'X-B', name: { en: 'X-B' }, unit: 'g', quantity: 250, price: 2_000, priceQuantity: 1_000 },
  ...{ subtotal: 500, promotionDiscount: 0, couponDiscount: 0, total: 500, substitution: { type: 'none' } },
}

/** The place_order request for a cart of `insertPlacementCart`. */
export const requestFor = (id: string) => ({
  ...{ orderId: id, cartId: id, cartVersion: 4, customerId: null, email: 'Shopper@Example.com', currency: 'HKD' },
  ...{ scope: 'guest', key: `key-${id}`, fingerprint: 'body', holdSeconds: 900, lines: [weighed, line] },
  ...{
    promotions: [
      { id: 'p', version: 1, code: 'P', description: { en: 'P' }, amount: 200, lines: [{ sku: 'X-A', amount: 200 }] },
    ],
    coupon: null,
  },
  ...{
    slotId: null,
    slotFee: 0,
    zone: null,
    ageRestricted: false,
    subtotal: 2_000,
    discount: 200,
    deliveryFee: 0,
    total: 1_800,
  },
  ...{ paymentId: `pay-${id}`, provider: 'sandbox', providerPaymentId: `sandbox-${id}` },
})

/** The same with one more A, bought of a claim of a flash sale. */
export const withClaim = {
  ...{ subtotal: 2_300, total: 2_100 },
  lines: [
    weighed,
    line,
    { ...line, quantity: 1, price: 300, subtotal: 300, promotionDiscount: 0, total: 300, claimId: 'claim' },
  ],
}
export const withCoupon = { coupon: { id: 'x', version: 1, code: 'X', discount: 70 } }
export const withSlot = { slotId: 'x', slotFee: 300, deliveryFee: 300, total: 2_100 }
/** Fully discounted: nothing is left to pay. */
export const free = {
  ...{ discount: 2_000, total: 0 },
  lines: [line, weighed].map((paid) => ({ ...paid, promotionDiscount: paid.subtotal, total: 0 })),
}

/** The products, promotion, coupon and slot of those requests. */
export async function insertPlacementProducts(shop: RoutineShop): Promise<void> {
  // Not in the order that they are to be locked in.
  await insertProduct(shop, 'X-B', { unit: 'g', price: 2_000, price_quantity: 1_000, onHand: 1_000 })
  await insertProduct(shop, 'X-A')
  await shop.insert('promotions', {
    ...{ id: 'p', code: 'P', kind: 'bundle_saving', quantity: 3, amount: 200, description: '{"en": "P"}' },
  })
  await insertCoupon(shop, 'x', { usage_limit: 2 })
  await insertSlot(shop, 'x', { capacity: 2 })
}

export async function insertPlacementCart(shop: RoutineShop, id: string): Promise<void> {
  await insertCart(shop, id, { version: 4, slot_id: 'x', address: '{"line1": "Here"}' }, { 'X-A': 3, 'X-B': 250 })
  await shop.write(`update cart_lines set substitution = '{"type": "brand"}' where cart_id = $1 and sku = 'X-A'`, id)
}

/** A cart that is picked up has no address. */
export const removeDelivery = (shop: RoutineShop, id: string) =>
  shop.write('update carts set slot_id = null, address = null, pickup = true where id = $1', id)
