import { itemAt } from '../promotions/at.ts'
import { type ChargedLine, chargeLine, chargeSubstitute, reducePromotions } from '../promotions/charge-picked.ts'
import type { OrderRecord } from './order-record.ts'
import type { PickedGoods } from './picked-goods.ts'

/** How a substitute that is dearer than what was ordered says what it costs. */
const SUBSTITUTION = {
  id: 'substitution',
  version: 1,
  code: 'SUBSTITUTION',
  description: { en: 'Substitutes cost no more than what was ordered', 'zh-Hant': '代替品收費不會高於原訂貨品' },
}

/** What `pack_order` is told: what was picked, and what the order costs now. Never more than it did. */
export function packingOf(order: OrderRecord, { lines: told, substitutes: others }: PickedGoods) {
  const costs = told.map(({ line, picked }) => ({ line, picked, cost: chargeLine(line, picked) }))
  const lines = costs.map(({ line, picked, cost }) => ({ ...cost, pickedQuantity: picked, claimId: line.claimId }))
  const charged = costs.map(({ line, cost: { quantity, total } }) => ({ line, quantity, total }))
  const substitutes = others.map(({ line, goods, quantity }) => {
    const before = itemAt(charged, order.lines.indexOf(line))
    const cost = chargeSubstitute(line, before.quantity, { ...goods, quantity }, line.total - before.total)
    before.quantity += quantity
    before.total += cost.total
    const { name, unit, price, priceQuantity } = goods
    return { ...cost, name, unit, price, priceQuantity, pickedQuantity: quantity, substitutes: line.sku }
  })

  const all: ChargedLine[] = [...lines, ...substitutes]
  const sum = (pick: (line: ChargedLine) => number) => all.reduce((total, line) => total + pick(line), 0)
  // What was bought of a flash sale is outside of promotions.
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
  const total = subtotal - discount + order.deliveryFee
  const onGoods = order.lines.some(({ couponDiscount }) => couponDiscount > 0)
  return {
    lines,
    substitutes,
    promotions,
    couponDiscount: onGoods ? sum((line) => line.couponDiscount) : order.couponDiscount,
    subtotal,
    discount,
    total,
    // Without goods, or with nothing left that costs anything, there is no order to deliver.
    nothing: all.every(({ quantity }) => quantity === 0) || (order.total > 0 && subtotal - discount === 0),
  }
}
