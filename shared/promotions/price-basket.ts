import { type CouponInput, type CouponRefusal, evaluateCoupon } from '../coupons/evaluate-coupon.ts'
import { calculateDeliveryFee, type DeliveryTerms } from './delivery-fee.ts'
import { type Fee, listFees, type StoredFee, sumFees } from './fees.ts'
import { lineSubtotal } from './line-subtotal.ts'
import { applyPromotions } from './solver/apply-promotions.ts'
import type { AppliedPromotion, BasketLine, Coupon, LinePrice, PricedLine, Promotion } from './types.ts'

export interface Basket {
  lines: readonly BasketLine[]
  /** Lines with a fixed price. Promotions and coupons do not apply to them. */
  fixedLines?: readonly LinePrice[]
  promotions: readonly Promotion[]
  coupon: Coupon | null
  usedByCustomer: number
  /** Null for pick-up. */
  delivery: DeliveryTerms | null
  /** Fees beside the delivery fee. An empty basket costs none of them. */
  otherFees?: readonly StoredFee[]
  now: Date | string
}

export interface AppliedCoupon {
  ok: true
  id: string
  version: number
  code: string
  /** The discount on items. */
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
  /** After promotions, before the coupon. A zone's minimum and its free delivery depend on it. */
  itemsTotal: number
  /** Promotions and coupon, on items. */
  discount: number
  /** As charged, after free delivery. */
  deliveryFee: number
  /** All fees above 0, with the delivery fee. */
  fees: Fee[]
  /** subtotal − discount + fees. */
  total: number
}

/** Prices a basket: the lines, then promotions, then the coupon, then delivery. */
export function priceBasket(basket: Basket): PricedBasket {
  const promotions = applyPromotions(basket.lines, basket.promotions)
  const promotionDiscounts = sumBySku(promotions.flatMap((promotion) => promotion.lines))
  const reduced = basket.lines.map((line) => {
    const subtotal = lineSubtotal(line)
    const promotionDiscount = promotionDiscounts.get(line.sku) ?? 0
    return { ...line, subtotal, promotionDiscount, amount: subtotal - promotionDiscount }
  })
  const fixedLines = (basket.fixedLines ?? []).map(fixedLine)
  const fixed = fixedLines.reduce((sum, line) => sum + line.total, 0)
  const itemsTotal = reduced.reduce((sum, line) => sum + line.amount, fixed)
  const isEmpty = reduced.length + fixedLines.length === 0
  const fee = isEmpty || basket.delivery === null ? 0 : calculateDeliveryFee(basket.delivery, itemsTotal)
  const { coupon, lineDiscounts, offDelivery } = applyCoupon({ ...basket, lines: reduced, deliveryFee: fee })
  const couponDiscounts = sumBySku(lineDiscounts)
  const lines = reduced.map(({ sku, quantity, subtotal, promotionDiscount, amount }): PricedLine => {
    const couponDiscount = couponDiscounts.get(sku) ?? 0
    return { sku, quantity, subtotal, promotionDiscount, couponDiscount, total: amount - couponDiscount }
  })
  const subtotal = [...lines, ...fixedLines].reduce((sum, line) => sum + line.subtotal, 0)
  const discount = lines.reduce((sum, line) => sum + line.promotionDiscount + line.couponDiscount, 0)
  const deliveryFee = fee - offDelivery
  const fees = listFees(deliveryFee, isEmpty ? [] : (basket.otherFees ?? []))
  const total = subtotal - discount + sumFees(fees)
  return { lines, fixedLines, promotions, coupon, subtotal, itemsTotal, discount, deliveryFee, fees, total }
}

function fixedLine(line: LinePrice): PricedLine {
  const subtotal = lineSubtotal(line)
  const { sku, quantity } = line
  return { sku, quantity, subtotal, promotionDiscount: 0, couponDiscount: 0, total: subtotal }
}

interface CouponEffect {
  coupon: PricedBasket['coupon']
  lineDiscounts: { sku: string; amount: number }[]
  offDelivery: number
}

function applyCoupon(input: CouponInput): CouponEffect {
  if (input.coupon === null) return { coupon: null, lineDiscounts: [], offDelivery: 0 }
  const outcome = evaluateCoupon(input)
  if (!outcome.ok) return { coupon: outcome, lineDiscounts: [], offDelivery: 0 }
  const { id, version, code } = input.coupon
  const { discount, deliveryDiscount, lines } = outcome
  const coupon: AppliedCoupon = { ok: true, id, version, code, amount: discount, deliveryDiscount }
  return { coupon, lineDiscounts: lines, offDelivery: deliveryDiscount }
}

function sumBySku(parts: readonly { sku: string; amount: number }[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { sku, amount } of parts) sums.set(sku, (sums.get(sku) ?? 0) + amount)
  return sums
}
