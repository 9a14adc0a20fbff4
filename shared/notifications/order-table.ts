import type { OrderRecord } from '../orders/order-record.ts'
import { listFees } from '../promotions/fees.ts'
import { formatMoney } from './format-money.ts'
import { formatSlot } from './format-time.ts'
import type { Language, OrderTable } from './mail-content.ts'

const labels = {
  'zh-Hant': {
    items: '貨品',
    discount: '折扣',
    delivery: '運費',
    bags: '膠袋',
    deposit: '按金',
    tip: '小費',
    total: '總數',
    pickup: '到店自取',
    when: '送貨時間',
    to: '送貨地址',
    short: (delivered: number, ordered: number) => `× ${delivered}（訂購 ${ordered}）`,
    substitute: (name: string, original: string) => `${name}（代替${original}）`,
  },
  en: {
    items: 'Items',
    discount: 'Discount',
    delivery: 'Delivery',
    bags: 'Bags',
    deposit: 'Deposit',
    tip: 'Tip',
    total: 'Total',
    pickup: 'Collect at the shop',
    when: 'Delivery',
    to: 'Address',
    short: (delivered: number, ordered: number) => `× ${delivered} (${ordered} ordered)`,
    substitute: (name: string, original: string) => `${name} (substitute for ${original})`,
  },
} as const

type Line = OrderRecord['lines'][number]

/** The lines of an order with their delivered quantities, its sums and its delivery. */
export function orderTable(order: OrderRecord, language: Language, timeZone: string): OrderTable {
  const label = labels[language]
  const money = (amount: number) => formatMoney(amount, order.currency)
  const { slot, address } = order
  const nameOf = ({ name, sku }: Line) => name[language] ?? Object.values(name)[0] ?? sku
  const nameOfSku = (sku: string) => order.lines.filter((line) => line.sku === sku).map(nameOf)[0] ?? sku
  const quantityOf = ({ unit, quantity, orderedQuantity }: Line) => {
    // The weight of a product always differs a little from the ordered weight.
    if (unit === 'g') return `${quantity} g`
    return quantity < orderedQuantity ? label.short(quantity, orderedQuantity) : `× ${quantity}`
  }
  return {
    lines: order.lines.map((line) => ({
      name: line.substitutes === null ? nameOf(line) : label.substitute(nameOf(line), nameOfSku(line.substitutes)),
      quantity: quantityOf(line),
      total: money(line.subtotal),
    })),
    sums: [
      { label: label.items, amount: money(order.subtotal) },
      ...(order.discount === 0 ? [] : [{ label: label.discount, amount: money(-order.discount) }]),
      ...listFees(order.deliveryFee, order.fees).map(({ code, amount }) => ({
        label: label[code],
        amount: money(amount),
      })),
      { label: label.total, amount: money(order.total) },
    ],
    delivery:
      slot === null || address === null
        ? [label.pickup]
        : [
            `${label.when}: ${formatSlot(slot, language, timeZone)}`,
            `${label.to}: ${[address.name, address.line1, address.line2, address.district].filter((part) => part !== undefined).join(', ')}`,
          ],
  }
}
