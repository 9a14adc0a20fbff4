import type { OrderRecord } from '../orders/order-record.ts'
import type { Language, OrderTable } from './letter.ts'
import { formatSlot } from './moment.ts'
import { formatMoney } from './money.ts'

const labels = {
  'zh-Hant': {
    goods: '貨品',
    discount: '折扣',
    delivery: '運費',
    total: '總數',
    pickup: '到店自取',
    when: '送貨時間',
    to: '送貨地址',
    missing: (came: number, ordered: number) => `× ${came}（訂購 ${ordered}）`,
    instead: (name: string, of: string) => `${name}（代替${of}）`,
  },
  en: {
    goods: 'Goods',
    discount: 'Discount',
    delivery: 'Delivery',
    total: 'Total',
    pickup: 'Collect from the shop',
    when: 'Delivery',
    to: 'To',
    missing: (came: number, ordered: number) => `× ${came} of ${ordered}`,
    instead: (name: string, of: string) => `${name} (in place of ${of})`,
  },
} as const

type Line = OrderRecord['lines'][number]

/** What was ordered, or has come of it, what it costs, and where it goes. */
export function orderTable(order: OrderRecord, language: Language): OrderTable {
  const label = labels[language]
  const money = (amount: number) => formatMoney(amount, order.currency)
  const { slot, address } = order
  const nameOf = ({ name, sku }: Line) => name[language] ?? Object.values(name)[0] ?? sku
  const replaced = (sku: string) => order.lines.filter((line) => line.sku === sku).map(nameOf)[0] ?? sku
  const quantityOf = ({ unit, quantity, orderedQuantity }: Line) => {
    // What is weighed is never quite what was ordered.
    if (unit === 'g') return `${quantity} g`
    return quantity < orderedQuantity ? label.missing(quantity, orderedQuantity) : `× ${quantity}`
  }
  return {
    lines: order.lines.map((line) => ({
      name: line.substitutes === null ? nameOf(line) : label.instead(nameOf(line), replaced(line.substitutes)),
      quantity: quantityOf(line),
      total: money(line.subtotal),
    })),
    sums: [
      { label: label.goods, amount: money(order.subtotal) },
      ...(order.discount === 0 ? [] : [{ label: label.discount, amount: money(-order.discount) }]),
      ...(order.deliveryFee === 0 ? [] : [{ label: label.delivery, amount: money(order.deliveryFee) }]),
      { label: label.total, amount: money(order.total) },
    ],
    delivery:
      slot === null || address === null
        ? [label.pickup]
        : [
            `${label.when}: ${formatSlot(slot, language)}`,
            `${label.to}: ${[address.name, address.line1, address.line2, address.district].filter((part) => part !== undefined).join(', ')}`,
          ],
  }
}
