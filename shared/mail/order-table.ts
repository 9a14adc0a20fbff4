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
  },
  en: {
    goods: 'Goods',
    discount: 'Discount',
    delivery: 'Delivery',
    total: 'Total',
    pickup: 'Collect from the shop',
    when: 'Delivery',
    to: 'To',
  },
} as const satisfies Record<Language, Record<string, string>>

/** What was ordered, what it costs, and where it goes. */
export function orderTable(order: OrderRecord, language: Language): OrderTable {
  const label = labels[language]
  const money = (amount: number) => formatMoney(amount, order.currency)
  const { slot, address } = order
  return {
    lines: order.lines.map(({ name, sku, unit, quantity, subtotal }) => ({
      name: name[language] ?? Object.values(name)[0] ?? sku,
      quantity: unit === 'g' ? `${quantity} g` : `× ${quantity}`,
      total: money(subtotal),
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
