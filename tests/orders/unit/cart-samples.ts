import type { CartSnapshot } from '../../../shared/carts/cart-snapshot.ts'
import { coupon } from '../../coupons/coupon-samples.ts'

type Line = CartSnapshot['lines'][number]
type Claim = CartSnapshot['claims'][number]

/** Two pieces at 5.00 with plenty of stock, overridden by `facts`. */
export const cartLine = (facts: Partial<Line>): Line => ({
  ...{ sku: 'A', quantity: 2, substitution: { type: 'none' }, name: { en: 'A' }, unit: 'each', price: 500 },
  ...{ priceQuantity: 1, active: true, ageRestricted: false, orderLimit: null, available: 100, categoryIds: [] },
  ...facts,
})

/** A flash-sale claim of one piece at 1.00, overridden by `facts`. */
export const cartClaim = (facts: Partial<Claim>): Claim => ({
  ...{ claimId: 'clm_1', sku: 'S', quantity: 1, name: { en: 'S' }, unit: 'each', price: 100, priceQuantity: 1 },
  ...{ ageRestricted: false, expiresAt: '2026-11-28T12:00:00.000Z', live: true, active: true },
  ...facts,
})

/** A guest's cart with one line for pick-up, total 10.00. */
export const snapshotOf = (
  facts: Partial<CartSnapshot> = {},
  cart: Partial<CartSnapshot['cart']> = {},
): CartSnapshot => ({
  cart: {
    ...{ id: 'crt_1', status: 'open', customerId: null, currency: 'HKD', couponCode: null, address: null, version: 4 },
    ...{ pickup: true, bags: 0, fees: [], mergedInto: null, ...cart },
  },
  ...{ lines: [cartLine({})], claims: [], promotions: [], coupon: null, usedByCustomer: 0, slot: null, zone: null },
  ...{ served: true, birthDate: null, orderId: null, now: '2026-11-28T10:00:00.000Z' },
  ...facts,
})

/** A coupon of 10 % on everything, overridden by `facts`. */
export const cartCoupon = (facts: Parameters<typeof coupon>[0]): NonNullable<CartSnapshot['coupon']> => ({
  ...{ ...coupon(facts), description: {}, skus: null, categoryIds: null },
})
