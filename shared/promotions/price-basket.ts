import { type CouponRefusal, type CouponUse, evaluateCoupon } from '../coupons/evaluate-coupon.ts'
import { type DeliveryTerms, deliveryFee as feeOf } from './delivery-fee.ts'
import { lineSubtotal } from './line-subtotal.ts'
import { applyPromotions } from './solver/apply-promotions.ts'
import type { AppliedPromotion, BasketLine, Coupon, LinePrice, PricedLine, Promotion } from './types.ts'

export interface Basket {
  lines: readonly BasketLine[]
  /** Sold at the price they say: no promotion and no coupon looks at them. */
  fixedLines?: readonly LinePrice[]
  promotions: readonly Promotion[]
  coupon: Coupon | null
  usedByCustomer: number
  /** Null for pick-up. */
  delivery: DeliveryTerms | null
  now: Date | string
}

export interface AppliedCoupon {
  ok: true
  id: string
  version: number
  code: string
  /** Taken off goods. */
  amount: number
  deliveryDiscount: number
}

export interface PricedBasket {
  /** In the order of the basket's lines. */
  lines: PricedLine[]
  /** In the order of the basket's fixed lines. */
  fixedLines: PricedLine[]
  promotions: AppliedPromotion[]
  coupon: AppliedCoupon | CouponRefusal | null
  subtotal: number
  /** What the goods cost after promotions, before the coupon: what a zone's minimum and free delivery go by. */
  goods: number
  /** Promotions and coupon, on goods. */
  discount: number
  /** As charged, after free delivery. */
  deliveryFee: number
  /** subtotal − discount + deliveryFee. */
  total: number
}

/** What a basket costs, each cent explained: lines, then promotions, then the coupon, then delivery. */
export function priceBasket(basket: Basket): PricedBasket {
  const promotions = applyPromotions(basket.lines, basket.promotions)
  const byPromotions = sumBySku(promotions.flatMap((promotion) => promotion.lines))
  const reduced = basket.lines.map((line) => {
    const subtotal = lineSubtotal(line)
    const promotionDiscount = byPromotions.get(line.sku) ?? 0
    return { ...line, subtotal, promotionDiscount, amount: subtotal - promotionDiscount }
  })
  const fixedLines = (basket.fixedLines ?? []).map(fixedLine)
  const fixed = fixedLines.reduce((sum, line) => sum + line.total, 0)
  const goods = reduced.reduce((sum, line) => sum + line.amount, fixed)
  const isEmpty = reduced.length + fixedLines.length === 0
  const fee = isEmpty || basket.delivery === null ? 0 : feeOf(basket.delivery, goods)
  const { coupon, offLines, offDelivery } = redeem({ ...basket, lines: reduced, deliveryFee: fee })
  const byCoupon = sumBySku(offLines)
  const lines = reduced.map(({ sku, quantity, subtotal, promotionDiscount, amount }): PricedLine => {
    const couponDiscount = byCoupon.get(sku) ?? 0
    return { sku, quantity, subtotal, promotionDiscount, couponDiscount, total: amount - couponDiscount }
  })
  const subtotal = [...lines, ...fixedLines].reduce((sum, line) => sum + line.subtotal, 0)
  const discount = lines.reduce((sum, line) => sum + line.promotionDiscount + line.couponDiscount, 0)
  const deliveryFee = fee - offDelivery
  const total = subtotal - discount + deliveryFee
  return { lines, fixedLines, promotions, coupon, subtotal, goods, discount, deliveryFee, total }
}

function fixedLine(line: LinePrice): PricedLine {
  const subtotal = lineSubtotal(line)
  const { sku, quantity } = line
  return { sku, quantity, subtotal, promotionDiscount: 0, couponDiscount: 0, total: subtotal }
}

interface Redemption {
  coupon: PricedBasket['coupon']
  offLines: { sku: string; amount: number }[]
  offDelivery: number
}

function redeem(use: CouponUse): Redemption {
  if (use.coupon === null) return { coupon: null, offLines: [], offDelivery: 0 }
  const outcome = evaluateCoupon(use)
  if (!outcome.ok) return { coupon: outcome, offLines: [], offDelivery: 0 }
  const { id, version, code } = use.coupon
  const { discount, deliveryDiscount, lines } = outcome
  const coupon: AppliedCoupon = { ok: true, id, version, code, amount: discount, deliveryDiscount }
  return { coupon, offLines: lines, offDelivery: deliveryDiscount }
}

function sumBySku(parts: readonly { sku: string; amount: number }[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { sku, amount } of parts) sums.set(sku, (sums.get(sku) ?? 0) + amount)
  return sums
}
