import type { OrderRecord } from '../orders/order-record.ts'
import { isProcessing } from '../orders/views/payment-status.ts'
import { formatMoney } from './format-money.ts'
import { formatTime } from './format-time.ts'
import type { Language, MailContent, Section } from './mail-content.ts'
import { orderTable } from './order-table.ts'
import { type OrderFacts, type OrderMailKind, orderTexts } from './order-texts.ts'

export type { OrderMailKind } from './order-texts.ts'

/** Mails with a table of the order. */
const KINDS_WITH_TABLE: readonly OrderMailKind[] = ['confirmation', 'on_its_way', 'ready_to_collect']

export const isOrderMailKind = (kind: unknown): kind is OrderMailKind =>
  typeof kind === 'string' && Object.hasOwn(orderTexts, kind)

/**
 * Whether the mail still applies when it is sent. A shopper who has paid meanwhile gets no request to pay. A shopper who
 * has paid late, or whose payment is still processed, gets a mail about the payment instead of one about the expiry.
 */
export function isStillRelevant(kind: OrderMailKind, { status, payment }: OrderRecord): boolean {
  if (kind === 'payment_problem') return status === 'pending_payment'
  if (kind === 'expired') {
    return status === 'expired' && payment.captured === 0 && payment.authorised === 0 && !isProcessing(payment)
  }
  // The shopper got a refusal instead of this order.
  if (kind === 'cancelled') return payment.refusal === null
  return true
}

/**
 * A mail about an order, in both languages because the shopper's language is not stored. For pick-up the text of
 * `on_its_way` is replaced by `ready_to_collect`.
 * @param refund the refunded amount in minor units, for a mail about a refund
 */
export function composeOrderMail(
  kind: OrderMailKind,
  order: OrderRecord,
  { shop, timeZone }: { shop: string; timeZone: string },
  refund = 0,
): MailContent {
  const number = `L-${order.number}`
  const facts: OrderFacts = {
    number,
    total: formatMoney(order.total, order.currency),
    amount: formatMoney(refund, order.currency),
    payUntil: byLanguage((language) => formatTime(order.expiresAt, language, timeZone)),
    wasLate: order.history.some(({ status }) => status === 'expired'),
    wasPaid: order.payment.captured > 0 || order.payment.authorised > 0,
    isDisputed: order.dispute !== null && order.dispute.status !== 'won',
    ageRestricted: order.ageRestricted,
  }
  const textKind = kind === 'on_its_way' && order.slot === null ? 'ready_to_collect' : kind
  const texts = orderTexts[textKind]
  return {
    shop,
    subject: `${texts['zh-Hant'].heading} ${texts.en.heading} (${number})`,
    sections: byLanguage((language): Section => {
      const { heading, paragraphs } = texts[language]
      const table = KINDS_WITH_TABLE.includes(textKind) ? { order: orderTable(order, language, timeZone) } : {}
      return { heading, paragraphs: paragraphs(facts), ...table }
    }),
  }
}

function byLanguage<Value>(make: (language: Language) => Value): Record<Language, Value> {
  return { 'zh-Hant': make('zh-Hant'), en: make('en') }
}
