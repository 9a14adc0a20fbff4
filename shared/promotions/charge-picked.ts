import { elementAt } from '../element-at.ts'
import { apportion } from './apportion.ts'
import { lineSubtotal } from './line-subtotal.ts'
import { refundForUnits, shareOfUnits } from './refund-for-units.ts'

export interface OrderedLine {
  sku: string
  quantity: number
  price: number
  priceQuantity: number
  subtotal: number
  promotionDiscount: number
  couponDiscount: number
  total: number
}

/** An item that was packed in place of an unavailable one. */
export interface PickedSubstitute {
  sku: string
  quantity: number
  price: number
  priceQuantity: number
}

export interface ChargedLine {
  sku: string
  /** The charged units: at most the ordered units, and at most the picked ones. */
  quantity: number
  subtotal: number
  promotionDiscount: number
  couponDiscount: number
  total: number
}

/**
 * The price of a line of which `picked` units were available. Its discounts are apportioned to the units to the cent.
 * Promotions are not evaluated again, and no line costs more than its ordered total.
 */
export function chargeLine(line: OrderedLine, picked: number): ChargedLine {
  const quantity = Math.min(picked, line.quantity)
  const share = (amount: number) => shareOfUnits({ total: amount, quantity: line.quantity }, quantity)
  const subtotal = lineSubtotal({ ...line, quantity })
  // Separate roundings could make the discount higher than the subtotal, or the total higher than the ordered one.
  const proportional = share(line.promotionDiscount + line.couponDiscount)
  const discount = Math.min(subtotal, Math.max(proportional, subtotal - line.total))
  const promotionDiscount = Math.min(line.promotionDiscount, Math.max(0, discount - share(line.couponDiscount)))
  const couponDiscount = discount - promotionDiscount
  return { sku: line.sku, quantity, subtotal, promotionDiscount, couponDiscount, total: subtotal - discount }
}

/**
 * The price of a substitute: its own price or the ordered price of the units that it replaces, whichever is lower. The
 * difference is a discount, so that the subtotal is still price × quantity.
 * @param uncharged the part of the line's total that is not charged yet
 */
export function chargeSubstitute(
  line: OrderedLine,
  charged: number,
  { sku, quantity, price, priceQuantity }: PickedSubstitute,
  uncharged: number,
): ChargedLine {
  const orderedPrice = refundForUnits(line, charged, quantity)
  const subtotal = lineSubtotal({ price, priceQuantity, quantity })
  const total = Math.min(subtotal, orderedPrice, uncharged)
  return { sku, quantity, subtotal, promotionDiscount: subtotal - total, couponDiscount: 0, total }
}

interface StoredPromotion {
  amount: number
  /** Empty for orders from before the lines were stored. */
  lines: readonly { sku: string; amount: number }[]
}

/** The discount of each promotion after the discounts of the lines were reduced, apportioned line by line. */
export function reducePromotions<Promotion extends StoredPromotion>(
  promotions: readonly Promotion[],
  discounts: ReadonlyMap<string, number>,
): (Promotion & { amount: number; lines: { sku: string; amount: number }[] })[] {
  const reduced = promotions.map(() => [] as { sku: string; amount: number }[])
  let discountWithoutLines = 0
  for (const [sku, discount] of discounts) {
    const before = promotions.map(({ lines }) => lines.find((line) => line.sku === sku)?.amount ?? 0)
    if (before.every((amount) => amount === 0)) {
      discountWithoutLines += discount
      continue
    }
    for (const [index, amount] of apportion(discount, before).entries()) {
      if (amount > 0) elementAt(reduced, index).push({ sku, amount })
    }
  }
  const amountsWithoutLines = promotions.map(({ amount, lines }) => (lines.length === 0 ? amount : 0))
  const shares = apportion(discountWithoutLines, amountsWithoutLines)
  return promotions.map((promotion, index) => {
    const lines = elementAt(reduced, index)
    return { ...promotion, lines, amount: lines.reduce((sum, line) => sum + line.amount, elementAt(shares, index)) }
  })
}
