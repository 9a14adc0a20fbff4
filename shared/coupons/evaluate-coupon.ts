import { apportion } from '../promotions/apportion.ts'
import { itemAt } from '../promotions/at.ts'
import { byText } from '../promotions/by-text.ts'
import { percentOf } from '../promotions/exact-division.ts'
import type { BasketLine, Coupon } from '../promotions/types.ts'

interface CouponLine extends Pick<BasketLine, 'sku' | 'categoryIds'> {
  /** What the line costs after promotions. */
  amount: number
}

export interface CouponUse {
  /** Null when no coupon has the code. */
  coupon: Coupon | null
  lines: readonly CouponLine[]
  deliveryFee: number
  now: Date | string
  /** How often this customer has redeemed it before. */
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
  /** On goods: the sum of `lines`. */
  discount: number
  deliveryDiscount: number
  /** Eligible lines that it takes something off, by SKU. */
  lines: { sku: string; amount: number }[]
}

/** What a coupon takes off a basket whose promotions are settled, or the first reason why it takes off nothing. */
export function evaluateCoupon(use: CouponUse): CouponDiscount | CouponRefusal {
  const { coupon, deliveryFee } = use
  if (coupon === null || !coupon.active) return { ok: false, code: 'coupon_not_found' }
  const refusal = refusalByTime(coupon, new Date(use.now)) ?? refusalByLimit(coupon, use.usedByCustomer)
  if (refusal !== null) return refusal
  const eligible = eligibleLines(coupon, use.lines)
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
  const wanted = coupon.type === 'percent' ? percentOf(eligibleSpend, coupon.value) : coupon.value
  const discount = Math.min(wanted, cap, eligibleSpend)
  return { ok: true, discount, deliveryDiscount: 0, lines: shareOut(discount, eligible) }
}

/** The window includes its start and excludes its end. */
function refusalByTime({ startsAt, endsAt }: Coupon, now: Date): CouponRefusal | null {
  if (startsAt !== null && now < new Date(startsAt)) return { ok: false, code: 'coupon_not_started', startsAt }
  if (endsAt !== null && now >= new Date(endsAt)) return { ok: false, code: 'coupon_expired', endsAt }
  return null
}

function refusalByLimit(coupon: Coupon, usedByCustomer: number): CouponRefusal | null {
  const { usageLimit, perCustomerLimit, redeemed } = coupon
  if (usageLimit !== null && redeemed >= usageLimit) return { ok: false, code: 'coupon_used_up', usageLimit }
  if (perCustomerLimit !== null && usedByCustomer >= perCustomerLimit) {
    return { ok: false, code: 'coupon_customer_limit', perCustomerLimit }
  }
  return null
}

/** Null for both SKUs and categories means every product; otherwise a product in either counts. */
function eligibleLines({ skus, categoryIds }: Coupon, lines: readonly CouponLine[]): CouponLine[] {
  if (skus === null && categoryIds === null) return [...lines]
  const products = new Set(skus)
  const categories = new Set(categoryIds)
  return lines.filter((line) => products.has(line.sku) || line.categoryIds.some((id) => categories.has(id)))
}

/** By what the lines cost, in the order of their SKUs, so that the order of the basket decides no cent. */
function shareOut(discount: number, eligible: CouponLine[]): CouponDiscount['lines'] {
  const ordered = eligible.toSorted((a, b) => byText(a.sku, b.sku))
  const shares = apportion(
    discount,
    ordered.map((line) => line.amount),
  )
  return ordered.map(({ sku }, index) => ({ sku, amount: itemAt(shares, index) })).filter(({ amount }) => amount > 0)
}
