import { apportion } from './apportion.ts'
import { itemAt } from './at.ts'
import { lineSubtotal } from './line-subtotal.ts'
import { refundOfUnits, unitsShare } from './refund-of-units.ts'

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

/** What lies in the bags in place of what was not there. */
export interface PickedSubstitute {
  sku: string
  quantity: number
  price: number
  priceQuantity: number
}

export interface ChargedLine {
  sku: string
  /** Units that are charged: never more than were ordered, nor than were picked. */
  quantity: number
  subtotal: number
  promotionDiscount: number
  couponDiscount: number
  total: number
}

/**
 * What a line costs of which `picked` units were there. Discounts stay with the units that they were given for: each is
 * apportioned to the cent, nothing is promoted anew, and no line costs more than was agreed.
 */
export function chargeLine(line: OrderedLine, picked: number): ChargedLine {
  const quantity = Math.min(picked, line.quantity)
  const share = (amount: number) => unitsShare({ total: amount, quantity: line.quantity }, quantity)
  const subtotal = lineSubtotal({ ...line, quantity })
  // Two roundings that go apart could take off more than the goods cost, or leave a cent more than was agreed.
  const wanted = share(line.promotionDiscount + line.couponDiscount)
  const discount = Math.min(subtotal, Math.max(wanted, subtotal - line.total))
  const promotionDiscount = Math.min(line.promotionDiscount, Math.max(0, discount - share(line.couponDiscount)))
  const couponDiscount = discount - promotionDiscount
  return { sku: line.sku, quantity, subtotal, promotionDiscount, couponDiscount, total: subtotal - discount }
}

/**
 * What a substitute costs: its own price, or what was agreed for the units that it stands for, whichever is less. What is
 * above is taken off, so that price × quantity still says what the goods are worth.
 * @param left what of the line's total is not charged yet
 */
export function chargeSubstitute(
  line: OrderedLine,
  charged: number,
  { sku, quantity, price, priceQuantity }: PickedSubstitute,
  left: number,
): ChargedLine {
  const agreed = refundOfUnits(line, charged, quantity)
  const subtotal = lineSubtotal({ price, priceQuantity, quantity })
  const total = Math.min(subtotal, agreed, left)
  return { sku, quantity, subtotal, promotionDiscount: subtotal - total, couponDiscount: 0, total }
}

interface StoredPromotion {
  amount: number
  /** Empty for orders that were placed before these parts were kept. */
  lines: readonly { sku: string; amount: number }[]
}

/** What each promotion still takes off, after lines have come to cost less: to the cent, line by line. */
export function reducePromotions<Promotion extends StoredPromotion>(
  promotions: readonly Promotion[],
  discounts: ReadonlyMap<string, number>,
): (Promotion & { amount: number; lines: { sku: string; amount: number }[] })[] {
  const reduced = promotions.map(() => [] as { sku: string; amount: number }[])
  let withoutParts = 0
  for (const [sku, discount] of discounts) {
    const before = promotions.map(({ lines }) => lines.find((line) => line.sku === sku)?.amount ?? 0)
    if (before.every((amount) => amount === 0)) {
      withoutParts += discount
      continue
    }
    for (const [index, amount] of apportion(discount, before).entries()) {
      if (amount > 0) itemAt(reduced, index).push({ sku, amount })
    }
  }
  const whole = promotions.map(({ amount, lines }) => (lines.length === 0 ? amount : 0))
  const shares = apportion(withoutParts, whole)
  return promotions.map((promotion, index) => {
    const lines = itemAt(reduced, index)
    return { ...promotion, lines, amount: lines.reduce((sum, line) => sum + line.amount, itemAt(shares, index)) }
  })
}
