import { elementAt } from '../../element-at.ts'
import { type ChargedLine, chargeLine, chargeSubstitute, reducePromotions } from '../../promotions/charge-picked.ts'
import { sumFees } from '../../promotions/fees.ts'
import type { OrderRecord } from '../order-record.ts'
import type { AssignedPicks } from './assign-picks.ts'

/** Shown as a promotion on an order with a substitute that costs more than the ordered product. */
const SUBSTITUTION = {
  id: 'substitution',
  version: 1,
  code: 'SUBSTITUTION',
  description: { en: 'Substitutes cost no more than what was ordered', 'zh-Hant': '代替品收費不會高於原訂貨品' },
}

/** The `packing` argument of `pack_order`: the picked units and the new prices. The total never rises. */
export function calculatePacking(order: OrderRecord, assigned: AssignedPicks) {
  const costs = assigned.lines.map(({ line, picked }) => ({ line, picked, cost: chargeLine(line, picked) }))
  const lines = costs.map(({ line, picked, cost }) => ({ ...cost, pickedQuantity: picked, claimId: line.claimId }))
  const charged = costs.map(({ line, cost: { quantity, total } }) => ({ line, quantity, total }))
  const substitutes = assigned.substitutes.map(({ line, product, quantity }) => {
    const before = elementAt(charged, order.lines.indexOf(line))
    const cost = chargeSubstitute(line, before.quantity, { ...product, quantity }, line.total - before.total)
    before.quantity += quantity
    before.total += cost.total
    const { name, unit, price, priceQuantity } = product
    return { ...cost, name, unit, price, priceQuantity, pickedQuantity: quantity, substitutes: line.sku }
  })

  const all: ChargedLine[] = [...lines, ...substitutes]
  const sum = (pick: (line: ChargedLine) => number) => all.reduce((total, line) => total + pick(line), 0)
  // Promotions do not apply to flash-sale lines.
  const ordinary = lines.filter(({ claimId }) => claimId === null)
  const discounts = new Map(ordinary.map(({ sku, promotionDiscount }) => [sku, promotionDiscount]))
  const forSubstitutes = substitutes
    .filter(({ promotionDiscount }) => promotionDiscount > 0)
    .map(({ sku, promotionDiscount }) => ({ sku, amount: promotionDiscount }))
  const promotions = [
    ...reducePromotions(order.promotions, discounts),
    { ...SUBSTITUTION, lines: forSubstitutes, amount: forSubstitutes.reduce((total, { amount }) => total + amount, 0) },
  ].filter(({ amount }) => amount > 0)

  const subtotal = sum((line) => line.subtotal)
  const discount = sum((line) => line.promotionDiscount + line.couponDiscount)
  const total = subtotal - discount + order.deliveryFee + sumFees(order.fees)
  const couponReducesLines = order.lines.some(({ couponDiscount }) => couponDiscount > 0)
  return {
    lines,
    substitutes,
    promotions,
    couponDiscount: couponReducesLines ? sum((line) => line.couponDiscount) : order.couponDiscount,
    subtotal,
    discount,
    total,
    // An order without picked units is cancelled instead of delivered. What the units cost does not matter: a coupon, a
    // promotion or a price of 0 can make all of them free.
    empty: [...lines, ...substitutes].every(({ pickedQuantity }) => pickedQuantity === 0),
  }
}
