import { compareText } from '../compare-text.ts'
import { elementAt } from '../element-at.ts'
import { apportion } from '../promotions/apportion.ts'
import { percentOf } from '../promotions/exact-division.ts'
import type { BasketLine, Coupon } from '../promotions/types.ts'

interface CouponLine extends Pick<BasketLine, 'sku' | 'categoryIds'> {
  /** After promotions. */
  amount: number
}

export interface CouponInput {
  /** Null when no coupon has the code. */
  coupon: Coupon | null
  lines: readonly CouponLine[]
  deliveryFee: number
  now: Date | string
  /** Earlier redemptions by this customer. */
  usedByCustomer: number
}

export type CouponRefusal =
  | { ok: false; code: 'coupon_not_found' | 'coupon_not_applicable' }
  | { ok: false; code: 'coupon_not_started'; startsAt: string }
  | { ok: false; code: 'coupon_expired'; endsAt: string }
  | { ok: false; code: 'coupon_used_up'; usageLimit: number }
  | { ok: false; code: 'coupon_customer_limit'; perCustomerLimit: number }
  | { ok: false; code: 'coupon_minimum_spend'; minimumSpend: number; eligibleSpend: number; missing: number }

export interface CouponDiscount {
  ok: true
  /** On products: the sum of `lines`. */
  discount: number
  deliveryDiscount: number
  /** Eligible lines with a discount above zero, by SKU. */
  lines: { sku: string; amount: number }[]
}

/** The discount of a coupon on a basket after promotions, or the first reason why it does not apply. */
export function evaluateCoupon(input: CouponInput): CouponDiscount | CouponRefusal {
  const { coupon, deliveryFee } = input
  if (coupon === null || !coupon.active) return { ok: false, code: 'coupon_not_found' }
  const refusal = checkWindow(coupon, new Date(input.now)) ?? checkLimits(coupon, input.usedByCustomer)
  if (refusal !== null) return refusal
  const eligible = eligibleLines(coupon, input.lines)
  if (eligible.length === 0) return { ok: false, code: 'coupon_not_applicable' }
  const eligibleSpend = eligible.reduce((sum, line) => sum + line.amount, 0)
  const { minimumSpend } = coupon
  if (eligibleSpend < minimumSpend) {
    const missing = minimumSpend - eligibleSpend
    return { ok: false, code: 'coupon_minimum_spend', minimumSpend, eligibleSpend, missing }
  }
  const cap = coupon.maximumDiscount ?? Infinity
  if (coupon.type === 'free_delivery') {
    return { ok: true, discount: 0, deliveryDiscount: Math.min(deliveryFee, cap), lines: [] }
  }
  const nominal = coupon.type === 'percent' ? percentOf(eligibleSpend, coupon.value) : coupon.value
  const discount = Math.min(nominal, cap, eligibleSpend)
  return { ok: true, discount, deliveryDiscount: 0, lines: allocateDiscount(discount, eligible) }
}

/** The window includes its start and excludes its end. */
function checkWindow({ startsAt, endsAt }: Coupon, now: Date): CouponRefusal | null {
  if (startsAt !== null && now < new Date(startsAt)) return { ok: false, code: 'coupon_not_started', startsAt }
  if (endsAt !== null && now >= new Date(endsAt)) return { ok: false, code: 'coupon_expired', endsAt }
  return null
}

function checkLimits(coupon: Coupon, usedByCustomer: number): CouponRefusal | null {
  const { usageLimit, perCustomerLimit, redeemed } = coupon
  if (usageLimit !== null && redeemed >= usageLimit) return { ok: false, code: 'coupon_used_up', usageLimit }
  if (perCustomerLimit !== null && usedByCustomer >= perCustomerLimit) {
    return { ok: false, code: 'coupon_customer_limit', perCustomerLimit }
  }
  return null
}

/** If SKUs and categories are both null, every product is eligible. Otherwise a product in either is eligible. */
function eligibleLines({ skus, categoryIds }: Coupon, lines: readonly CouponLine[]): CouponLine[] {
  if (skus === null && categoryIds === null) return [...lines]
  const products = new Set(skus)
  const categories = new Set(categoryIds)
  return lines.filter((line) => products.has(line.sku) || line.categoryIds.some((id) => categories.has(id)))
}

/** In proportion to the line amounts, in SKU order, so that the basket's line order does not affect rounding. */
function allocateDiscount(discount: number, eligible: CouponLine[]): CouponDiscount['lines'] {
  const ordered = eligible.toSorted((a, b) => compareText(a.sku, b.sku))
  const shares = apportion(
    discount,
    ordered.map((line) => line.amount),
  )
  return ordered.map(({ sku }, index) => ({ sku, amount: elementAt(shares, index) })).filter(({ amount }) => amount > 0)
}
