import type { OrderRecord } from '../orders/order-record.ts'
import type { Language, Letter, Section } from './letter.ts'
import { formatMoment } from './moment.ts'
import { formatMoney } from './money.ts'
import { orderTable } from './order-table.ts'
import { type OrderFacts, type OrderMailKind, orderTexts } from './order-texts.ts'

export type { OrderMailKind } from './order-texts.ts'

/** Which mails show what was ordered. */
const WITH_ORDER: readonly OrderMailKind[] = ['confirmation', 'on_its_way', 'ready_to_collect']

export const isOrderMailKind = (kind: unknown): kind is OrderMailKind =>
  typeof kind === 'string' && Object.hasOwn(orderTexts, kind)

/**
 * Whether the mail is still true by the time it is sent: who has paid in the meantime is not asked to, and who has paid
 * late hears of the money, not of the time.
 */
export function isStillTrue(kind: OrderMailKind, { status, payment }: OrderRecord): boolean {
  if (kind === 'payment_problem') return status === 'pending_payment'
  if (kind === 'expired') return status === 'expired' && payment.captured === 0 && payment.authorised === 0
  return true
}

/**
 * A mail about an order, in both languages: the shop does not know the shopper's, and a wrong guess would be worse than
 * a longer mail. What leaves the house goes to an address; what is picked up waits at the counter instead.
 * @param refund what went back, in minor units, where the mail is about that
 */
export function orderMail(kind: OrderMailKind, order: OrderRecord, shop: string, refund = 0): Letter {
  const number = `L-${order.number}`
  const facts: OrderFacts = {
    number,
    total: formatMoney(order.total, order.currency),
    amount: formatMoney(refund, order.currency),
    payUntil: byLanguage((language) => formatMoment(order.expiresAt, language)),
    wasLate: order.history.some(({ status }) => status === 'expired'),
    wasPaid: order.payment.captured > 0 || order.payment.authorised > 0,
    ageRestricted: order.ageRestricted,
  }
  const told = kind === 'on_its_way' && order.slot === null ? 'ready_to_collect' : kind
  const texts = orderTexts[told]
  return {
    shop,
    subject: `${texts['zh-Hant'].heading} ${texts.en.heading} (${number})`,
    sections: byLanguage((language): Section => {
      const { heading, paragraphs } = texts[language]
      const table = WITH_ORDER.includes(told) ? { order: orderTable(order, language) } : {}
      return { heading, paragraphs: paragraphs(facts), ...table }
    }),
  }
}

function byLanguage<Value>(make: (language: Language) => Value): Record<Language, Value> {
  return { 'zh-Hant': make('zh-Hant'), en: make('en') }
}
