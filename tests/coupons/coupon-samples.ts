import type { Coupon } from '../../shared/promotions/types.ts'

/** A coupon of 10 % without restrictions, but for the facts given. */
export function coupon(facts: Partial<Coupon>): Coupon {
  return {
    id: 'coupon-1',
    version: 1,
    code: 'SAVE',
    type: 'percent',
    value: 10,
    description: {},
    minimumSpend: 0,
    maximumDiscount: null,
    startsAt: null,
    endsAt: null,
    usageLimit: null,
    perCustomerLimit: null,
    skus: null,
    categoryIds: null,
    redeemed: 0,
    active: true,
    ...facts,
  }
}
