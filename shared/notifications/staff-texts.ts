import type { Language } from './mail-content.ts'

interface StaffText {
  heading: string
  /** What staff must do now. */
  task: string
}

/** Mails to staff: problems that need a person. */
export const staffTexts = {
  'payment.cancelled': {
    'zh-Hant': {
      heading: '訂單的預留款項已失效',
      task: '預留的款項已取消或過期，但貨品已揀或已送出。請停止送貨，或請顧客以其他方式付款。',
    },
    en: {
      heading: 'The reserved payment of an order is lost',
      task: 'The reserved payment was cancelled or has expired, but the items are already picked or on their way. Stop the delivery, or ask the shopper to pay in another way.',
    },
  },
  'payment.incomplete': {
    'zh-Hant': {
      heading: '訂單未能收足款項',
      task: '訂單的 payment.missing 是尚欠金額。請在付款服務商的後台收款或請顧客補付；如不追收，請在後台撇帳。',
    },
    en: {
      heading: 'Less was charged than an order costs',
      task: 'The order shows the amount in payment.missing. Charge it at the payment provider or ask the shopper to pay it, or write it off in the back office.',
    },
  },
  'payment.disputed': {
    'zh-Hant': {
      heading: '有付款出現爭議',
      task: '請在付款服務商的後台於限期前提交證據。爭議期間不會退款；未執貨的訂單須由職員決定才會執貨。',
    },
    en: {
      heading: 'A payment is disputed',
      task: 'Submit evidence to the payment provider before the deadline. Until the dispute is won, nothing is refunded, and the order is picked only if you decide so.',
    },
  },
  'dispute.won': {
    'zh-Hant': { heading: '爭議勝訴', task: '款項會留在店舖。如訂單已取消，款項會自動退還。' },
    en: {
      heading: 'A dispute was won',
      task: 'The money stays with the shop. If the order was cancelled meanwhile, it is now refunded automatically.',
    },
  },
  'dispute.lost': {
    'zh-Hant': { heading: '爭議敗訴', task: '款項已被取回，請檢查訂單。請勿再以任何方式退款。' },
    en: {
      heading: 'A dispute was lost',
      task: 'The bank has returned the money to the shopper. Check the order, and do not refund it in any other way.',
    },
  },
  'refund.failed': {
    'zh-Hant': { heading: '退款失敗', task: '請與顧客聯絡，以其他方式退款。' },
    en: { heading: 'A refund failed', task: 'Contact the shopper and refund the money in another way.' },
  },
  'stock.low': {
    'zh-Hant': { heading: '貨品快將售罄', task: '括號內是仍可出售的數量，已跌至該貨品的警戒線。請考慮補貨。' },
    en: {
      heading: 'Low stock',
      task: 'The number in brackets is the quantity that can still be sold. It has reached the threshold of the product. Consider reordering.',
    },
  },
  'webhook.disabled': {
    'zh-Hant': {
      heading: '對外通知已停用',
      task: '接收方連續多日接收失敗。修復後請在後台重新啟用，並重發未送達的通知。',
    },
    en: {
      heading: 'An outgoing webhook has been disabled',
      task: 'Its receiver has failed for days. When it works again, activate the webhook in the back office and resend the failed deliveries.',
    },
  },
} as const satisfies Record<string, Readonly<Record<Language, StaffText>>>

export type StaffEvent = keyof typeof staffTexts
export const isStaffEvent = (event: unknown): event is StaffEvent =>
  typeof event === 'string' && Object.hasOwn(staffTexts, event)
